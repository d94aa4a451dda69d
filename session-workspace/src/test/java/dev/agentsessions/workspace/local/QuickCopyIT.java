package dev.agentsessions.workspace.local;

import static dev.agentsessions.workspace.local.LocalWorkspace.onDisk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@NeedsGit
class QuickCopyIT extends CopiedFiles {
  @Override
  Path root(Session session) {
    return ((QuickSession) session.spec().kind()).location();
  }

  private QuickSession somewhere(String name) {
    return new QuickSession(onDisk(() -> Files.createTempDirectory(temp, name)));
  }

  @Override
  public Session source(Map<String, String> files) {
    Session source = host.stored(host.ready(host.session(somewhere("source"))));
    files.forEach((path, text) -> write(source, path, text));
    return source;
  }

  @Override
  public Session copyOf(Session source) {
    return host.copyOf(source, somewhere("copy"));
  }

  private Path staging(Session copy) {
    return root(copy).resolve(".agent-sessions-copy-" + copy.id() + ".half");
  }

  private Path sign(Session copy) {
    return temp.resolve("data/copies").resolve(copy.id().value());
  }

  @Test
  @DisplayName("S-09 what a host that was killed had copied is removed, and all begins anew")
  void whatIsNotWholeIsRemoved() throws IOException {
    Session source = source(Map.of("notes", "mine"));
    Session copy = copyOf(source);
    Files.createDirectory(staging(copy));
    Files.writeString(staging(copy).resolve("half"), "x");

    host.ready(copy);

    assertThat(contents(root(copy))).isEqualTo(contents(root(source)));
  }

  @Test
  @DisplayName("S-09 what was copied whole by a host that was killed is moved on to its place")
  void whatIsWholeIsMovedOn() throws IOException {
    Session copy = copyOf(source(Map.of("notes", "of later")));
    Files.createDirectory(staging(copy));
    Files.writeString(staging(copy).resolve("second"), "2");
    write(copy, "first", "moved already");
    Files.createDirectories(sign(copy).getParent());
    Files.createFile(sign(copy));

    host.ready(copy);

    assertThat(contents(root(copy))).containsOnlyKeys("first", "second");
    host.copies.clean(copy);
    assertThat(sign(copy)).doesNotExist();
  }

  @Test
  @DisplayName("S-09 a directory that is not empty any more fails the clone and is left alone")
  void aDirectoryThatIsNotEmptyIsLeftAlone() {
    Session copy = copyOf(source(Map.of("notes", "mine")));
    write(copy, "theirs", "x");

    EnvironmentState state = host.settle(copy);

    assertThat(state)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(new Reason("DirectoryNotEmpty")));
    assertThat(host.release(copy, Retention.DELETE)).isEqualTo(Release.DONE);
    assertThat(contents(root(copy))).containsOnlyKeys("theirs");
  }

  @Test
  @DisplayName("S-09 a directory inside the source's by now is refused, and one it is in")
  void oneInTheOtherIsRefused() throws IOException {
    Session source = source(Map.of("notes", "mine"));
    Path inside = Files.createDirectory(root(source).resolve("inside"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), inside);
    Session copy = host.copyOf(source, new QuickSession(link));

    assertThat(host.settle(copy))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(new Reason("DirectoryOverlap")));
  }

  @Test
  @DisplayName("S-09 what cannot be read fails the clone and says which, and nothing of it stays")
  void whatCannotBeReadFailsTheClone() throws IOException {
    Session source = source(Map.of("notes", "mine"));
    Path deep = root(source);
    for (int depth = 0; depth < 250; depth++) {
      deep = Files.createDirectory(deep.resolve("d"));
    }
    Session copy = copyOf(source);

    assertThat(host.settle(copy))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(Reason.COPY_FAILED);
              assertThat(failed.message()).contains("folders");
            });
    assertThat(host.release(copy, Retention.KEEP)).isEqualTo(Release.DONE);
    assertThat(root(copy)).isEmptyDirectory();
  }

  @Test
  @DisplayName("S-09 a file that this host's user may not read fails the clone, which names it")
  void aFileThatMayNotBeRead() {
    Path folder = Path.of("/proc/sys/net/ipv4/route"); // "flush" in it may not even be by root
    assumeTrue(Files.exists(folder.resolve("flush")), "needs Linux");
    assumeTrue(isLocked(folder.resolve("flush")), "needs a file that cannot be read");
    Session source = host.stored(host.ready(host.session(new QuickSession(folder))));
    Session copy = copyOf(source);

    assertThat(host.settle(copy))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(Reason.COPY_FAILED);
              assertThat(failed.message()).contains("may not read", "flush");
            });
    assertThat(host.release(copy, Retention.KEEP)).isEqualTo(Release.DONE);
    assertThat(root(copy)).isEmptyDirectory();
  }

  private static boolean isLocked(Path file) {
    try {
      Files.newInputStream(file).close();
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  @DisplayName("S-09 repositories in it are copied with branches, index and changes, without hooks")
  void repositoriesAreCopied() throws IOException {
    Session source = source(Map.of("notes", "mine"));
    TestRepository origin = TestRepository.at(temp.resolve("origin"));
    TestRepository engine = origin.cloned(root(source).resolve("engine"));
    engine.write(".gitignore", "*.log\n");
    engine.git("add", ".gitignore");
    String unpushed = engine.commit("more", "committed");
    engine.git("branch", "other", "HEAD~1");
    engine.git("tag", "v1");
    engine.write("staged", "staged");
    engine.git("add", "staged");
    engine.write("README", "changed");
    engine.write("untracked", "new");
    engine.write("build.log", "ignored");
    Path canary = temp.resolve("ran");
    Script.at(engine.path().resolve(".git/hooks/post-checkout"), "touch " + canary);
    engine.git("config", "core.fsmonitor", "touch " + canary);
    engine.git("config", "alias.x", "!touch " + canary);
    engine.git("config", "remote.evil.url", "ext::touch " + canary);
    String status = engine.git("-c", "core.fsmonitor=false", "status", "--porcelain");

    Session copy = host.ready(copyOf(source));

    TestRepository copied = engine.in(root(copy).resolve("engine"));
    assertThat(copied.git("rev-parse", "HEAD")).isEqualTo(unpushed);
    assertThat(copied.git("branch", "--show-current")).isEqualTo("main");
    assertThat(copied.git("status", "--porcelain")).isEqualTo(status);
    assertThat(copied.git("status", "--porcelain", "--branch")).contains("origin/main [ahead 1]");
    assertThat(copied.branches()).contains("main", "other");
    assertThat(copied.git("tag")).isEqualTo("v1");
    assertThat(copied.git("remote", "get-url", "origin")).isEqualTo(origin.path().toString());
    assertThat(copied.git("fsck", "--full")).doesNotContain("missing").doesNotContain("error");
    assertThat(copied.path().resolve("build.log")).hasContent("ignored");
    assertThat(copied.path().resolve(".git/hooks/post-checkout")).doesNotExist();
    assertThat(copied.git("config", "--list", "--local"))
        .doesNotContain("fsmonitor", "alias", "evil");
    assertThat(canary).doesNotExist();
    Trees.delete(engine.path()); // nothing is borrowed from it
    assertThat(copied.git("log", "--format=%H", "--all")).contains(unpushed);
    assertThat(copied.git("show", ":staged")).isEqualTo("staged");
  }

  @Test
  @DisplayName("S-09 a directory that is a repository itself is copied as one")
  void aRepositoryIsCopiedAsOne() {
    QuickSession place = somewhere("engine");
    Session source = host.stored(host.ready(host.session(place)));
    TestRepository engine = TestRepository.empty(place.location());
    engine.write("only/staged", "x");
    engine.git("add", "only/staged");

    Session unborn = host.ready(copyOf(source));
    String head = engine.commit("file", "y");
    engine.git("switch", "--quiet", "--detach");
    engine.write("file", "changed");
    Session copy = host.ready(copyOf(source));

    assertThat(engine.in(root(unborn)).git("status", "--porcelain")).isEqualTo("A  only/staged");
    assertThat(engine.in(root(copy)).git("rev-parse", "HEAD")).isEqualTo(head);
    assertThat(engine.in(root(copy)).git("status", "--porcelain")).isEqualTo("M file");
    assertThat(engine.in(root(copy)).git("branch", "--show-current")).isEmpty();
  }

  @Test
  @DisplayName("S-09 a folder .git that is no repository is left out, and so is one behind a link")
  void whatOnlyLooksLikeARepositoryIsLeftOut() throws IOException {
    Session source = source(Map.of("a/file", "x", "b/file", "y", "c/file", "z"));
    Files.createDirectories(root(source).resolve("a/.git/hooks"));
    TestRepository other = TestRepository.at(temp.resolve("other"));
    Files.createSymbolicLink(root(source).resolve("b/.git"), other.path().resolve(".git"));
    TestRepository broken = TestRepository.empty(root(source).resolve("c"));
    Trees.delete(broken.path().resolve(".git/objects"));
    Files.createSymbolicLink(
        broken.path().resolve(".git/objects"), other.path().resolve(".git/objects"));

    Session copy = host.ready(copyOf(source));

    assertThat(contents(root(copy))).containsOnlyKeys("a/file", "b/file", "c/file");
    assertThat(root(copy).resolve("a/.git")).doesNotExist();
    assertThat(root(copy).resolve("b/.git")).doesNotExist();
    assertThat(root(copy).resolve("c/.git")).doesNotExist();
  }
}
