package dev.agentsessions.workspace.local;

import static dev.agentsessions.workspace.local.LocalHost.OWNER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.FileEntry;
import dev.agentsessions.workspace.FileType;
import dev.agentsessions.workspace.OpenFile;
import dev.agentsessions.workspace.WorkspaceFiles;
import dev.agentsessions.workspace.WorkspacePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a hostile program may have put into a workspace of this machine. */
@Timeout(60)
class FileSafetyTest {
  @TempDir Path temp;
  private LocalWorkspace workspace;
  private Session session;
  private Path outside;

  @BeforeEach
  void start() throws IOException {
    workspace = new LocalWorkspace(temp);
    session = workspace.session();
    outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret");
  }

  @AfterEach
  void close() throws IOException {
    workspace.close();
    assertThat(outside.resolve("secret")).hasContent("secret");
    try (var left = Files.list(outside)) {
      assertThat(left).containsExactly(outside.resolve("secret"));
    }
  }

  @Test
  @DisplayName("F-03 an absolute link into the workspace is followed, one that climbs out is not")
  void absoluteLinks() throws IOException {
    workspace.put(session, "a/file", "here".getBytes(UTF_8));
    Path root = workspace.root(session);
    workspace.putLink(session, "in", root.resolve("a").toString());
    workspace.putLink(session, "itself", root.toString());
    workspace.putLink(session, "out", root + "/a/../../outside");
    workspace.putLink(session, "beside", root + "-other");

    assertThat(content("in/file")).isEqualTo("here");
    assertThat(content("itself/in/file")).isEqualTo("here");
    assertInvalid(() -> content("out/secret"));
    assertInvalid(() -> content("beside"));
    assertInvalid(() -> write("out/made"));
  }

  @Test
  @DisplayName("F-03 a link into /proc is not followed, whatever the system makes of it")
  void procLinks() {
    workspace.putLink(session, "root", "/proc/self/root");
    workspace.putLink(session, "cwd", "/proc/self/cwd");
    workspace.putLink(session, "fd", "/proc/self/fd/0");
    workspace.putLink(session, "environ", "/proc/self/environ");

    for (String each : new String[] {"root", "root/etc/passwd", "cwd", "fd", "environ"}) {
      assertInvalid(() -> content(each));
      assertInvalid(() -> write(each));
    }
  }

  @Test
  @DisplayName("F-03 a workspace in /proc gives nothing away by its magic links")
  void aWorkspaceInProc() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")));
    Session magic = workspace.host.session(new QuickSession(Path.of("/proc/self")));

    for (String each : new String[] {"root/etc/passwd", "cwd", "exe"}) {
      assertInvalid(() -> workspace.files().open(magic, new WorkspacePath(each)));
    }
  }

  @Test
  @DisplayName("F-03 a pipe, a socket and a device are told as none, without opening them")
  void whatIsNoFile() throws IOException {
    workspace.putPipe(session, "pipe");
    Path socket = workspace.at(session, "socket");
    try (var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listening.bind(UnixDomainSocketAddress.of(socket));
      Session devices = workspace.host.session(new QuickSession(Path.of("/dev")));

      assertNoFile(session, "pipe");
      assertNoFile(session, "socket");
      assertNoFile(devices, "null");
      assertNoFile(devices, "zero");
    }
  }

  @Test
  @DisplayName("F-03 a pipe that takes a file's place holds up nobody for long")
  void aPipeThatTakesAFilesPlace() {
    try (var opening = new OpeningThreads(Duration.ofMillis(200))) {
      Path pipe = workspace.at(session, "pipe");
      workspace.putPipe(session, "pipe");

      for (int each = 0; each < 3; each++) {
        assertThatThrownBy(() -> opening.open(() -> Files.newInputStream(pipe)))
            .isInstanceOf(SessionException.Unavailable.class);
      }
      LocalWorkspace.onDisk(() -> Files.newOutputStream(pipe)); // lets them go
    }
  }

  @Test
  @DisplayName("F-03 a hard link is a file here; writing it leaves the other name's content alone")
  void hardLinks() throws IOException {
    Files.createLink(workspace.at(session, "linked"), outside.resolve("secret"));

    write("linked");

    assertThat(content("linked")).isEqualTo("written");
    assertThat(outside.resolve("secret")).hasContent("secret");
  }

  @Test
  @DisplayName("F-03 names that are no text, or have a backslash, are not listed or archived")
  void namesThatCannotBeSaid() throws IOException {
    workspace.put(session, "plain", new byte[0]);
    workspace.put(session, "..\\..\\outside", new byte[0]);
    workspace.put(session, "line\nbreak", new byte[0]);
    shell("printf x > \"$(printf 'bad\\377name')\"");
    assertThat(workspace.root(session).toFile().list()).hasSize(4);

    assertThat(workspace.files().list(session, WorkspacePath.ROOT))
        .extracting(FileEntry::name)
        .containsExactly("plain");
    var archive = new ByteArrayOutputStream();
    workspace.files().archive(session, WorkspacePath.ROOT, archive);
    assertThat(archive.toString(UTF_8)).contains("plain").doesNotContain("outside");
  }

  @Test
  @DisplayName("F-03 trailing dots and blanks belong to a name")
  void trailingDots() throws IOException {
    for (String each : new String[] {"a.", "a..", "...", "a ", "a. ."}) {
      write(each);
      assertThat(workspace.at(session, each)).hasContent("written");
    }
    assertThat(workspace.at(session, "a")).doesNotExist();
  }

  @Test
  @DisplayName("F-03 a way deeper than any program could ask for at once is walked")
  void veryDeepFolders() throws IOException {
    String path = "d/".repeat(2000) + "f";

    write(path);

    assertThat(content(path)).isEqualTo("written");
    shell("rm -rf d");
  }

  @Test
  @DisplayName("F-03 names as long as the disk takes are written, longer ones are refused by us")
  void veryLongNames() throws IOException {
    String longest = "n".repeat(255);

    write(longest);

    assertThat(content(longest)).isEqualTo("written");
    assertThatThrownBy(() -> content(longest + "n")).isInstanceOf(Invalid.class);
  }

  @Test
  @DisplayName("F-03 a labyrinth of links is given up")
  @Timeout(20)
  void aLabyrinth() {
    workspace.putFolder(session, "a");
    for (int each = 0; each < 39; each++) {
      String step = "a/../".repeat(700);
      workspace.putLink(session, "l" + each, step + "l" + (each + 1));
    }

    assertInvalid(() -> content("l0"));
  }

  @Test
  @DisplayName("F-03 a link that took a worktree's place is not followed")
  void aLinkThatTookAWorktreesPlace() throws IOException {
    Session worktree =
        workspace.host.session(new WorktreeSession("/srv/engine", "topic", Optional.empty()));
    Path folder = workspace.host.worktree(worktree).directory();
    Files.createDirectories(folder);
    WorkspaceFiles files = workspace.files();
    files.write(worktree, OWNER, path("file"), content(), 100);
    assertThat(folder.resolve("file")).hasContent("written");

    Files.move(folder, temp.resolve("moved"));
    Files.createSymbolicLink(folder, outside);

    assertThatThrownBy(() -> files.open(worktree, path("secret")))
        .isInstanceOf(SessionException.class);
    assertThatThrownBy(() -> files.list(worktree, WorkspacePath.ROOT))
        .isInstanceOf(SessionException.class);
    assertThatThrownBy(() -> files.write(worktree, OWNER, path("secret"), content(), 100))
        .isInstanceOf(SessionException.class);
    assertThatThrownBy(() -> files.delete(worktree, OWNER, path("secret")))
        .isInstanceOf(SessionException.class);
  }

  @Test
  @DisplayName("F-02 a replaced file keeps its permissions, a new one gets the usual ones")
  void permissions() throws IOException {
    workspace.put(session, "script", new byte[0]);
    Path script = workspace.at(session, "script");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x--x"));
    Path usual = Files.createFile(workspace.at(session, "usual"));

    write("script");
    write("new");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(script)))
        .isEqualTo("rwxr-x--x");
    assertThat(Files.getPosixFilePermissions(workspace.at(session, "new")))
        .isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  @DisplayName(
      "F-02 a file that gets shorter while it is read ends early, and one that grows does not")
  void filesThatChangeWhileTheyAreRead() throws IOException {
    workspace.put(session, "file", new byte[1000]);
    try (OpenFile file = workspace.files().open(session, path("file"))) {
      workspace.put(session, "file", new byte[2000]);
      assertThat(file.read(0, 1000).readAllBytes()).hasSize(1000);
      workspace.put(session, "file", new byte[10]);
      assertThat(file.read(0, 1000).readAllBytes()).hasSize(10);
    }
  }

  private void assertNoFile(Session of, String name) {
    assertThat(workspace.files().find(of, path(name)).orElseThrow().type())
        .isEqualTo(FileType.OTHER);
    assertInvalid(() -> workspace.files().open(of, path(name)));
    assertInvalid(() -> workspace.files().write(of, OWNER, path(name), content(), 100));
    assertInvalid(() -> workspace.files().delete(of, OWNER, path(name)));
  }

  private void shell(String command) {
    LocalWorkspace.onDisk(
        () ->
            new ProcessBuilder("sh", "-c", command)
                .directory(workspace.root(session).toFile())
                .start()
                .onExit()
                .join());
  }

  private String content(String path) throws IOException {
    try (OpenFile file = workspace.files().open(session, path(path))) {
      return new String(file.read(0, file.entry().size()).readAllBytes(), UTF_8);
    } catch (NotFound e) {
      throw new AssertionError("nothing is there", e);
    }
  }

  private void write(String path) throws IOException {
    workspace.files().write(session, OWNER, path(path), content(), 100);
  }

  private static InputStream content() {
    return new ByteArrayInputStream("written".getBytes(UTF_8));
  }

  private static WorkspacePath path(String value) {
    return new WorkspacePath(value);
  }

  private static void assertInvalid(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(Invalid.class);
  }
}
