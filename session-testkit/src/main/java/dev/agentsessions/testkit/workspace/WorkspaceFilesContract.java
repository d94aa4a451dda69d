package dev.agentsessions.testkit.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.StaleFence;
import dev.agentsessions.session.SessionException.TooLarge;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.workspace.FileEntry;
import dev.agentsessions.workspace.FileType;
import dev.agentsessions.workspace.OpenFile;
import dev.agentsessions.workspace.WorkspacePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link dev.agentsessions.workspace.WorkspaceFiles} promises. */
public interface WorkspaceFilesContract {
  Fence FENCE = new Fence(3);
  long LIMIT = 1 << 20;

  WorkspaceUnderTest workspace();

  @Test
  @DisplayName("F-01 a listing is sorted by name, and says what each entry is")
  default void aListingIsSorted() {
    Session session = workspace().session();
    workspace().put(session, "b.txt", bytes("12345"));
    workspace().put(session, "a/inner", bytes("x"));
    workspace().put(session, "B", bytes(""));
    workspace().putFolder(session, "empty");

    assertThat(list(session, ""))
        .extracting(FileEntry::name)
        .containsExactly("B", "a", "b.txt", "empty");
    FileEntry file = find(session, "b.txt").orElseThrow();
    assertThat(file.type()).isEqualTo(FileType.FILE);
    assertThat(file.size()).isEqualTo(5);
    assertThat(file.link()).isFalse();
    assertThat(find(session, "a").orElseThrow().isDirectory()).isTrue();
    assertThat(list(session, "a")).extracting(FileEntry::path).containsExactly(path("a/inner"));
    assertThat(list(session, "empty")).isEmpty();
    assertThat(find(session, "").orElseThrow().isDirectory()).isTrue();
  }

  @Test
  @DisplayName("F-01 a file is the one entry of its own listing, and what is missing has none")
  default void aFileIsItsOwnListing() {
    Session session = workspace().session();
    workspace().put(session, "a/file", bytes("x"));

    assertThat(list(session, "a/file")).containsExactly(find(session, "a/file").orElseThrow());
    assertThat(list(session, "missing")).isEmpty();
    assertThat(list(session, "missing/too")).isEmpty();
    assertThat(find(session, "missing")).isEmpty();
  }

  @Test
  @DisplayName("F-02 what is written is read byte by byte, whole and in ranges")
  default void whatIsWrittenIsRead() throws IOException {
    Session session = workspace().session();
    byte[] content = new byte[300_000];
    new Random(7).nextBytes(content);

    FileEntry written = write(session, "made/on the/way/é.bin", content);

    assertThat(written.size()).isEqualTo(content.length);
    assertThat(written).isEqualTo(find(session, "made/on the/way/é.bin").orElseThrow());
    try (OpenFile file = open(session, "made/on the/way/é.bin")) {
      assertThat(file.entry()).isEqualTo(written);
      assertThat(read(file, 0, content.length)).isEqualTo(content);
      assertThat(read(file, 299_999, 1)).containsExactly(content[299_999]);
      assertThat(read(file, 100, 50)).containsExactly(Arrays.copyOfRange(content, 100, 150));
      assertThat(read(file, 300_000, 0)).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "F-02 a write replaces the whole content; who has the file open reads the former one")
  default void aWriteReplacesTheWholeContent() throws IOException {
    Session session = workspace().session();
    write(session, "file", bytes("a long former content"));

    try (OpenFile former = open(session, "file")) {
      write(session, "file", bytes("new"));
      assertThat(new String(read(former, 0, former.entry().size()), UTF_8))
          .isEqualTo("a long former content");
    }

    assertThat(content(session, "file")).isEqualTo("new");
    write(session, "file", new byte[0]);
    assertThat(content(session, "file")).isEmpty();
    assertThat(list(session, "")).extracting(FileEntry::name).containsExactly("file");
  }

  @Test
  @DisplayName("F-02 more than the limit is refused, and nothing is changed or left")
  default void tooMuchIsRefused() throws IOException {
    Session session = workspace().session();
    write(session, "file", bytes("former"));

    assertThatThrownBy(() -> write(session, "file", new byte[101], 100))
        .isInstanceOf(TooLarge.class);
    write(session, "full", new byte[100], 100);

    assertThat(content(session, "file")).isEqualTo("former");
    assertThat(list(session, "")).extracting(FileEntry::name).containsExactly("file", "full");
  }

  @Test
  @DisplayName("F-02 content that breaks off changes nothing and leaves nothing")
  default void contentThatBreaksOffChangesNothing() throws IOException {
    Session session = workspace().session();
    write(session, "file", bytes("former"));

    assertThatThrownBy(
            () ->
                workspace()
                    .files()
                    .write(session, FENCE, path("file"), new BrokenStream(200_000), LIMIT))
        .isInstanceOf(IOException.class)
        .hasMessage("broken off");

    assertThat(content(session, "file")).isEqualTo("former");
    assertThat(list(session, "")).extracting(FileEntry::name).containsExactly("file");
  }

  @Test
  @DisplayName("F-02 files are deleted, folders are not, and what is missing is not found")
  default void filesAreDeleted() throws IOException {
    Session session = workspace().session();
    write(session, "a/file", bytes("x"));

    assertInvalid(() -> delete(session, "a"));
    assertInvalid(() -> delete(session, ""));
    delete(session, "a/file");

    assertThat(list(session, "a")).isEmpty();
    assertThat(find(session, "a")).isPresent();
    assertThatThrownBy(() -> delete(session, "a/file")).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> delete(session, "no/where")).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> open(session, "a/file")).isInstanceOf(NotFound.class);
  }

  @Test
  @DisplayName("F-02 what is no file is neither read nor written")
  default void whatIsNoFileIsRefused() throws IOException {
    Session session = workspace().session();
    workspace().putFolder(session, "folder");
    workspace().putPipe(session, "pipe");
    write(session, "file", bytes("x"));

    for (String each : new String[] {"", "folder", "pipe", "file/inner"}) {
      assertInvalid(() -> open(session, each));
      assertInvalid(() -> write(session, each, bytes("y")));
    }
    assertInvalid(() -> delete(session, "pipe"));
    assertThat(find(session, "pipe").orElseThrow().type()).isEqualTo(FileType.OTHER);
    assertThat(list(session, ""))
        .extracting(FileEntry::name)
        .containsExactly("file", "folder", "pipe");
  }

  @Test
  @DisplayName("F-03 links are followed while they stay in the workspace")
  default void linksAreFollowedInside() throws IOException {
    Session session = workspace().session();
    write(session, "a/b/file", bytes("here"));
    workspace().putLink(session, "to-file", "a/b/file");
    workspace().putLink(session, "to-folder", "a/./b");
    workspace().putLink(session, "a/up", "../to-folder");

    assertThat(content(session, "to-file")).isEqualTo("here");
    assertThat(content(session, "a/up/file")).isEqualTo("here");
    assertThat(list(session, "a/up"))
        .extracting(FileEntry::path)
        .containsExactly(path("a/up/file"));
    FileEntry link = find(session, "to-folder").orElseThrow();
    assertThat(link.isDirectory()).isTrue();
    assertThat(link.link()).isTrue();

    write(session, "to-file", bytes("replaced"));
    write(session, "a/up/other", bytes("new"));

    assertThat(content(session, "a/b/file")).isEqualTo("replaced");
    assertThat(content(session, "a/b/other")).isEqualTo("new");
    assertThat(find(session, "to-file").orElseThrow().link()).isTrue();
  }

  @Test
  @DisplayName("F-03 links that lead out, or in circles, are refused whatever is asked for")
  default void linksThatLeadOutAreRefused() throws IOException {
    Session session = workspace().session();
    write(session, "a/file", bytes("x"));
    workspace().putFolder(session, "sub");
    workspace().putLink(session, "out", "..");
    workspace().putLink(session, "sub/further", "../../elsewhere");
    workspace().putLink(session, "absolute", "/etc");
    workspace().putLink(session, "circle", "circle");
    workspace().putLink(session, "ping", "pong");
    workspace().putLink(session, "pong", "ping");
    workspace().putLink(session, "gits", "a/.git/config");

    for (String each :
        new String[] {
          "out",
          "out/file",
          "sub/further",
          "sub/further/x",
          "absolute",
          "absolute/passwd",
          "circle",
          "ping/x",
          "gits"
        }) {
      assertInvalid(() -> list(session, each));
      assertInvalid(() -> find(session, each));
      assertInvalid(() -> open(session, each));
      assertInvalid(() -> write(session, each, bytes("y")));
    }
    assertThat(list(session, ""))
        .filteredOn(entry -> entry.type() == FileType.LINK)
        .extracting(FileEntry::name)
        .containsExactly("absolute", "circle", "gits", "out", "ping", "pong");
  }

  @Test
  @DisplayName("F-03 a link is deleted itself, wherever it leads")
  default void aLinkIsDeletedItself() throws IOException {
    Session session = workspace().session();
    write(session, "file", bytes("stays"));
    workspace().putLink(session, "inside", "file");
    workspace().putLink(session, "out", "/etc/passwd");
    workspace().putLink(session, "nowhere", "missing");

    delete(session, "inside");
    delete(session, "out");
    delete(session, "nowhere");

    assertThat(list(session, "")).extracting(FileEntry::name).containsExactly("file");
    assertThat(content(session, "file")).isEqualTo("stays");
  }

  @Test
  @DisplayName("F-03 a link to what is missing reads as missing, and is written through")
  default void aLinkToWhatIsMissing() throws IOException {
    Session session = workspace().session();
    workspace().putLink(session, "nowhere", "sub/missing");

    assertThat(find(session, "nowhere")).isEmpty();
    assertThatThrownBy(() -> open(session, "nowhere")).isInstanceOf(NotFound.class);
    assertThat(list(session, "")).extracting(FileEntry::type).containsExactly(FileType.LINK);

    write(session, "nowhere", bytes("made"));

    assertThat(content(session, "sub/missing")).isEqualTo("made");
  }

  @Test
  @DisplayName("F-03 what git keeps for itself is not listed")
  default void whatGitKeepsIsNotListed() throws IOException {
    Session session = workspace().session();
    workspace().putGit(session);
    write(session, ".gitignore", bytes("target/"));

    assertThat(list(session, "")).extracting(FileEntry::name).containsExactly(".gitignore");
    assertThat(archive(session, "")).containsOnlyKeys(".gitignore");
  }

  @Test
  @DisplayName("F-02 a folder is archived with what is in it, and nothing from outside")
  default void aFolderIsArchived() throws IOException {
    Session session = workspace().session();
    write(session, "src/a/deep/file", bytes("deep"));
    write(session, "src/é", bytes("text"));
    write(session, "other", bytes("not asked for"));
    workspace().putFolder(session, "src/empty");
    workspace().putPipe(session, "src/pipe");
    workspace().putLink(session, "src/linked", "a/deep/file");
    workspace().putLink(session, "src/circle", ".");
    workspace().putLink(session, "src/out", "/etc/passwd");

    assertThat(archive(session, "src"))
        .containsOnly(
            Map.entry("a/", ""),
            Map.entry("a/deep/", ""),
            Map.entry("a/deep/file", "deep"),
            Map.entry("empty/", ""),
            Map.entry("linked", "deep"),
            Map.entry("é", "text"));
    assertThat(archive(session, "src/empty")).isEmpty();
    assertThat(archive(session, "")).containsKeys("other", "src/é");
    assertInvalid(() -> archive(session, "other"));
    assertThatThrownBy(() -> archive(session, "missing")).isInstanceOf(NotFound.class);
  }

  @Test
  @DisplayName("L-02, F-02 who comes with an old fence changes nothing, and may look")
  default void whoComesWithAnOldFenceChangesNothing() throws IOException {
    Session session = workspace().session();
    workspace().files().write(session, FENCE, path("file"), stream(bytes("mine")), LIMIT);
    Fence old = new Fence(FENCE.value() - 1);

    assertThatThrownBy(
            () -> workspace().files().write(session, old, path("file"), stream(bytes("x")), LIMIT))
        .isInstanceOf(StaleFence.class);
    assertThatThrownBy(() -> workspace().files().delete(session, old, path("file")))
        .isInstanceOf(StaleFence.class);

    assertThat(content(session, "file")).isEqualTo("mine");
    workspace().files().write(session, FENCE.next(), path("file"), stream(bytes("next")), LIMIT);
    assertThatThrownBy(() -> delete(session, "file")).isInstanceOf(StaleFence.class);
  }

  @Test
  @DisplayName("L-02 a write that was overtaken while its content came is refused at its end")
  default void aWriteThatWasOvertakenIsRefused() throws IOException {
    Session session = workspace().session();
    write(session, "file", bytes("former"));
    InputStream overtaken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            workspace()
                .files()
                .write(session, FENCE.next(), path("file"), stream(bytes("next")), LIMIT);
            return -1;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }
        };

    assertThatThrownBy(
            () -> workspace().files().write(session, FENCE, path("file"), overtaken, LIMIT))
        .isInstanceOf(StaleFence.class);

    assertThat(content(session, "file")).isEqualTo("next");
    assertThat(list(session, "")).extracting(FileEntry::name).containsExactly("file");
  }

  @Test
  @DisplayName("F-03 a session without a workspace has no files, and that is said")
  default void noWorkspace() {
    Session session = workspace().withoutWorkspace();

    assertUnsatisfied(() -> list(session, ""));
    assertUnsatisfied(() -> find(session, "x"));
    assertUnsatisfied(() -> open(session, "x"));
    assertUnsatisfied(() -> write(session, "x/y", bytes("z")));
    assertUnsatisfied(() -> delete(session, "x"));
  }

  @Test
  @DisplayName("F-03 sessions do not see each other's files")
  default void sessionsDoNotSeeEachOther() throws IOException {
    Session session = workspace().session();
    Session other = workspace().session();

    write(session, "file", bytes("mine"));

    assertThat(list(other, "")).isEmpty();
  }

  private Optional<FileEntry> find(Session session, String path) {
    return workspace().files().find(session, path(path));
  }

  private List<FileEntry> list(Session session, String path) {
    return workspace().files().list(session, path(path));
  }

  private OpenFile open(Session session, String path) {
    return workspace().files().open(session, path(path));
  }

  private String content(Session session, String path) throws IOException {
    try (OpenFile file = open(session, path)) {
      return new String(read(file, 0, file.entry().size()), UTF_8);
    }
  }

  /** What a stream gives who asks it, and gives of itself. */
  private static byte[] read(OpenFile file, long from, long count) throws IOException {
    var passedOn = new ByteArrayOutputStream();
    try (InputStream content = file.read(from, count)) {
      assertThat(content.transferTo(passedOn)).isEqualTo(passedOn.size());
    }
    try (InputStream content = file.read(from, count)) {
      assertThat(content.readAllBytes()).isEqualTo(passedOn.toByteArray());
    }
    return passedOn.toByteArray();
  }

  private FileEntry write(Session session, String path, byte[] content) {
    return write(session, path, content, LIMIT);
  }

  private FileEntry write(Session session, String path, byte[] content, long limit) {
    try {
      return workspace().files().write(session, FENCE, path(path), stream(content), limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void delete(Session session, String path) {
    workspace().files().delete(session, FENCE, path(path));
  }

  private Map<String, String> archive(Session session, String folder) throws IOException {
    var bytes = new ByteArrayOutputStream();
    workspace().files().archive(session, path(folder), bytes);
    Map<String, String> content = new TreeMap<>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()), UTF_8)) {
      for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
        content.put(each.getName(), new String(zip.readAllBytes(), UTF_8));
      }
    }
    return content;
  }

  private static void assertInvalid(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Invalid.class, refusal -> assertThat(refusal.field()).isEqualTo("path"));
  }

  private static void assertUnsatisfied(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Unsatisfied.class, refusal -> assertThat(refusal.field()).isEqualTo("workspace"));
  }

  private static WorkspacePath path(String value) {
    return new WorkspacePath(value);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}
