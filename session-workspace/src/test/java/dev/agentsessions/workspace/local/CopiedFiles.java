package dev.agentsessions.workspace.local;

import static dev.agentsessions.workspace.local.LocalWorkspace.onDisk;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.hash.Hashing;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.testkit.workspace.CopiedFilesContract;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for copies of every kind of workspace on this machine. */
abstract class CopiedFiles implements CopiedFilesContract {
  private static final int BIG = 20 << 20;

  @TempDir Path temp;
  LocalHost host;

  @BeforeEach
  void startHost() {
    host = newHost();
  }

  @AfterEach
  void closeHost() {
    host.close();
  }

  LocalHost newHost() {
    return newHost(git());
  }

  private LocalHost newHost(GitConfig git) {
    return new LocalHost(
        new WorkspaceConfig(temp.resolve("data/worktrees"), git, Duration.ofSeconds(20), 4));
  }

  GitConfig git() {
    return GitConfig.USUAL;
  }

  /**
   * From now on it goes on with git only when told so.
   *
   * @param source is stored for it, too
   */
  GatedGit gate(Session source, String command) {
    GatedGit gate = GatedGit.before(temp, command);
    host.close();
    host = newHost(git().running(gate.script().toString(), GitConfig.USUAL.checkoutLimit()));
    host.stored(source);
    return gate;
  }

  /** Where the workers of a session run. */
  abstract Path root(Session session);

  @Override
  public Environments environments() {
    return host.environments;
  }

  @Override
  public void delete(Session source) {
    host.delete(source);
  }

  @Override
  public Optional<String> read(Session session, String path) {
    Path file = root(session).resolve(path);
    return Files.exists(file)
        ? Optional.of(onDisk(() -> Files.readString(file)))
        : Optional.empty();
  }

  @Override
  public void write(Session session, String path, String text) {
    Path file = root(session).resolve(path);
    Path unused =
        onDisk(
            () -> {
              Files.createDirectories(file.getParent());
              return Files.writeString(file, text);
            });
  }

  @Test
  @DisplayName("S-09 links are copied as links, wherever they lead, and nothing they lead to")
  void linksAreCopiedAsLinks() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "not ours");
    Session source = source(Map.of("file", "x"));
    for (String target : new String[] {"file", "../../..", "nowhere", outside.toString()}) {
      Files.createSymbolicLink(
          root(source).resolve("to-" + target.replace('/', '_')), Path.of(target));
    }

    Session copy = host.ready(copyOf(source));

    Path link = root(copy).resolve("to-" + outside.toString().replace('/', '_'));
    assertThat(Files.readSymbolicLink(link)).isEqualTo(outside);
    assertThat(Files.readSymbolicLink(root(copy).resolve("to-file"))).hasToString("file");
    assertThat(Files.isSymbolicLink(root(copy).resolve("to-nowhere"))).isTrue();
    assertThat(Files.isSymbolicLink(root(copy).resolve("to-.._.._.."))).isTrue();
    Files.writeString(root(copy).resolve("to-file"), "through it");
    assertThat(read(source, "file")).hasValue("x");
  }

  @Test
  @DisplayName("S-09 pipes and sockets are left out, and nobody waits for them")
  void pipesAreLeftOut() throws IOException {
    Session source = source(Map.of("file", "x"));
    LocalWorkspace.makePipe(root(source).resolve("pipe"));
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(temp.resolve("s"))); // its path must be short
      Files.move(temp.resolve("s"), root(source).resolve("socket"));

      Session copy = host.ready(copyOf(source));

      assertThat(read(copy, "file")).hasValue("x");
      assertThat(root(copy).resolve("pipe")).doesNotExist();
      assertThat(root(copy).resolve("socket")).doesNotExist();
    }
  }

  @Test
  @DisplayName("S-09 devices are left out")
  void devicesAreLeftOut() throws Exception {
    Session source = source(Map.of("file", "x"));
    Path device = root(source).resolve("zero");
    Process made = new ProcessBuilder("mknod", device.toString(), "c", "1", "5").start();
    assumeTrue(made.waitFor() == 0, "needs the right to make devices");

    Session copy = host.ready(copyOf(source));

    assertThat(read(copy, "file")).hasValue("x");
    assertThat(root(copy).resolve("zero")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("S-09 a source that is deleted in the middle of a copy fails the clone")
  void aSourceThatIsDeletedMeanwhile(boolean filesGo) throws IOException {
    Session source = source(Map.of("notes", "mine"));
    TestRepository.at(root(source).resolve("inner"));
    Session copy = copyOf(source);
    GatedGit gate = gate(source, "pack-objects");
    host.ensure(copy);
    gate.awaitAt();

    host.delete(source);
    if (filesGo) {
      Trees.delete(root(source));
    }
    gate.open();

    assertThat(host.settle(copy))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(Reason.SOURCE_GONE);
              assertThat(failed.message()).contains(source.id().value());
            });
    assertThat(host.release(copy, Retention.KEEP)).isEqualTo(Release.DONE);
    assertThat(read(copy, "notes")).isEmpty();
  }

  @Test
  @DisplayName("S-09 a folder that vanishes in the middle of a copy keeps nothing else from it")
  void aFolderThatVanishes() throws IOException {
    Map<String, String> files =
        new TreeMap<>(Map.of("notes", "mine", "a/file", "x", "z/file", "x"));
    for (int i = 0; i < 50; i++) {
      files.put("gone/f" + i, "x");
    }
    Session source = source(files);
    TestRepository.at(root(source).resolve("inner"));
    Session copy = copyOf(source);
    GatedGit gate = gate(source, "pack-objects");
    host.ensure(copy);
    gate.awaitAt();

    Trees.delete(root(source).resolve("gone"));
    gate.open();
    host.ready(copy);

    Map<String, String> copied = contents(root(copy));
    assertThat(copied).containsKeys("notes", "a/file", "z/file", "inner/README");
    assertThat(copied.keySet().stream().filter(path -> path.startsWith("gone/")).count())
        .as("copied before, or not at all")
        .isIn(0L, 50L);
  }

  @Test
  @DisplayName("S-09 a file that nobody else may read is copied, and nobody else may read the copy")
  void aFileThatIsLocked() throws IOException {
    Session source = source(Map.of("key", "secret"));
    Path key = root(source).resolve("key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));

    Session copy = host.ready(copyOf(source));

    assertThat(read(copy, "key")).hasValue("secret");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(root(copy).resolve("key"))))
        .isEqualTo("r--------");
  }

  @Test
  @DisplayName("S-09 permissions, times and bytes are those of the source, of big files too")
  void filesAreAsTheyAre() throws IOException {
    Session source = source(Map.of("run.sh", "#!/bin/sh\n", "plain", "x"));
    Path script = root(source).resolve("run.sh");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x--x"));
    Path big = root(source).resolve("big");
    byte[] bytes = new byte[BIG];
    new Random(7).nextBytes(bytes);
    Files.write(big, bytes);

    Session copy = host.ready(copyOf(source));

    Path copied = root(copy).resolve("run.sh");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copied)))
        .isEqualTo("rwxr-x--x");
    assertThat(Files.getLastModifiedTime(copied)).isEqualTo(Files.getLastModifiedTime(script));
    assertThat(Files.mismatch(big, root(copy).resolve("big"))).isEqualTo(-1);
  }

  @Test
  @DisplayName("S-09 a folder with a link in its place is not followed out of the workspace")
  void noFolderIsFollowedOut() throws Exception {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "not ours");
    Session source = source(Map.of("folder/file", "x"));
    Path folder = root(source).resolve("folder");
    Path aside = root(source).resolve("aside");
    Path link = Files.createSymbolicLink(root(source).resolve("link"), outside);
    for (int i = 0; i < 300; i++) {
      Files.writeString(root(source).resolve("filler-" + i), "x");
    }
    Thread swapping =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!Thread.currentThread().isInterrupted()) {
                    boolean unused =
                        onDisk(
                            () -> {
                              Files.move(folder, aside);
                              Files.move(link, folder);
                              Files.move(folder, link);
                              Files.move(aside, folder);
                              return true;
                            });
                  }
                });
    try {
      for (int round = 0; round < 5; round++) {
        Session copy = copyOf(source);
        host.settle(copy); // either way
        assertThat(root(copy).resolve("folder/secret")).satisfies(CopiedFiles::isNoCopy);
        assertThat(root(copy).resolve("aside/secret")).satisfies(CopiedFiles::isNoCopy);
      }
    } finally {
      swapping.interrupt();
      swapping.join();
    }
  }

  /** Nothing is there but what a copied link leads to. */
  private static void isNoCopy(Path secret) {
    assertThat(Files.exists(secret, NOFOLLOW_LINKS) && !Files.isSymbolicLink(secret.getParent()))
        .isFalse();
  }

  @RepeatedTest(12)
  @DisplayName("S-09 whoever is cut off, the next goes on, and all files are there in the end")
  void whoeverIsCutOff(RepetitionInfo run) throws Exception {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < 400; i++) {
      files.put("d" + i % 40 + "/f" + i, "text " + i);
    }
    Session source = source(files);
    Session copy = copyOf(source);
    var random = new Random(run.getCurrentRepetition());
    for (int cut = 0; cut < 3; cut++) {
      host.ensure(copy);
      long until = System.nanoTime() + random.nextInt(1 + 30 * cut) * 1_000_000L;
      while (System.nanoTime() < until) {
        host.ensure(copy); // as its owner does
      }
      host.close();
      LocalHost next = newHost();
      next.stored(source);
      host = next;
    }

    host.ready(copy);

    assertThat(contents(root(copy))).containsAllEntriesOf(contents(root(source)));
    assertThat(leftOvers(root(copy))).isEmpty();
  }

  static Map<String, String> contents(Path root) {
    return onDisk(
        () -> {
          Map<String, String> found = new TreeMap<>();
          try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
              String path = root.relativize(file).toString();
              if (!path.startsWith(".git") && !path.contains("/.git/")) {
                found.put(path, Hashing.sha256().hashBytes(Files.readAllBytes(file)).toString());
              }
            }
          }
          return found;
        });
  }

  private static Map<String, String> leftOvers(Path root) {
    Map<String, String> all = new TreeMap<>(contents(root));
    all.keySet().removeIf(path -> !path.contains(".agent-sessions-"));
    return all;
  }
}
