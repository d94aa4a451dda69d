package dev.agentsessions.workspace;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.LimitReached;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.testkit.FakeWorkspaceFiles;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.workspace.FolderArchive.Bounds;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Archive bombs: folders that have far more to read than they take on a disk. */
class FolderArchiveTest {
  private final Session session =
      new SampleSession(new SessionId("ses-archived"), ProjectId.DEFAULT, "archived").build();
  private final FakeWorkspaceFiles files = new FakeWorkspaceFiles();

  @BeforeEach
  void tenBytes() {
    files.put(session.id(), "ten", new byte[10]);
  }

  @Test
  @DisplayName("F-02 an archive of more bytes than its bound is given up, before they are read")
  void tooManyBytes() {
    assertThatCode(() -> archive(new Bounds(10, 10))).doesNotThrowAnyException();
    assertThatThrownBy(() -> archive(new Bounds(10, 9)))
        .isInstanceOf(LimitReached.class)
        .hasMessageContaining("bytes of an archive is 9");
  }

  @Test
  @DisplayName("F-02 bytes that many links lead to count as often as they would be read")
  void manyLinks() {
    for (int i = 0; i < 5; i++) {
      files.putLink(session.id(), "link" + i, "ten");
    }

    assertThatCode(() -> archive(new Bounds(10, 60))).doesNotThrowAnyException();
    assertThatThrownBy(() -> archive(new Bounds(10, 59))).isInstanceOf(LimitReached.class);
  }

  @Test
  @DisplayName("F-02 an archive of more files than its bound is given up")
  void tooManyFiles() {
    for (int i = 0; i < 5; i++) {
      files.putFolder(session.id(), "folder" + i);
    }

    assertThatCode(() -> archive(new Bounds(6, 100))).doesNotThrowAnyException();
    assertThatThrownBy(() -> archive(new Bounds(5, 100)))
        .isInstanceOf(LimitReached.class)
        .hasMessageContaining("files of an archive is 5");
  }

  private void archive(Bounds bounds) throws IOException {
    new FolderArchive(files, session, new WorkspacePath(""), bounds)
        .writeTo(OutputStream.nullOutputStream());
  }
}
