package dev.agentsessions.testkit.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.LimitReached;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.StaleFence;
import dev.agentsessions.session.SessionException.TooLarge;
import dev.agentsessions.workspace.Uploads;
import dev.agentsessions.workspace.WorkspacePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What all {@link Uploads} promise until their session starts. */
public interface UploadsContract {
  Fence FENCE = new Fence(3);

  /** The same ones during a test. */
  Uploads uploads();

  /** One that has not started; another with each call. */
  Session session();

  /** The names of those that wait. */
  Set<String> waiting(Session session);

  @Test
  @DisplayName("F-02 uploads wait by their names, the last one of each, for their session alone")
  default void uploadsWait() throws IOException {
    Session session = session();
    Session other = session();

    put(session, "notes.txt", bytes("first"));
    put(session, "notes.txt", bytes("second"));
    put(session, "é.bin", bytes("x"));

    assertThat(waiting(session)).containsExactlyInAnyOrder("notes.txt", "é.bin");
    assertThat(waiting(other)).isEmpty();
  }

  @Test
  @DisplayName("F-02 an upload that is removed waits no longer, and cannot be removed again")
  default void anUploadIsRemoved() throws IOException {
    Session session = session();
    put(session, "file", bytes("x"));

    uploads().remove(session, FENCE, path("file"));

    assertThat(waiting(session)).isEmpty();
    assertThatThrownBy(() -> uploads().remove(session, FENCE, path("file")))
        .isInstanceOf(NotFound.class);
  }

  @Test
  @DisplayName("F-02 an empty upload, and one of more than 10 MB, is refused; the former one stays")
  default void sizes() throws IOException {
    Session session = session();
    put(session, "full", new byte[Uploads.MAX_BYTES]);

    assertThatThrownBy(() -> put(session, "empty", new byte[0]))
        .isInstanceOfSatisfying(
            Invalid.class, refusal -> assertThat(refusal.field()).isEqualTo("body"));
    assertThatThrownBy(() -> put(session, "more", new byte[Uploads.MAX_BYTES + 1]))
        .isInstanceOf(TooLarge.class);
    assertThatThrownBy(
            () -> uploads().put(session, FENCE, path("broken"), new BrokenStream(70_000)))
        .isInstanceOf(IOException.class);

    assertThat(waiting(session)).containsExactly("full");
  }

  @Test
  @DisplayName("F-03 an upload has one name")
  default void oneName() {
    Session session = session();

    assertThatThrownBy(() -> put(session, "a/b", bytes("x"))).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> put(session, "", bytes("x"))).isInstanceOf(Invalid.class);

    assertThat(waiting(session)).isEmpty();
  }

  @Test
  @DisplayName("F-02 not more than 100 files wait, and one of them may still be another")
  default void notTooMany() throws IOException {
    Session session = session();
    for (int each = 0; each < Uploads.MAX_FILES; each++) {
      put(session, "file-" + each, bytes("x"));
    }

    assertThatThrownBy(() -> put(session, "more", bytes("x"))).isInstanceOf(LimitReached.class);
    put(session, "file-7", bytes("y"));

    assertThat(waiting(session)).hasSize(Uploads.MAX_FILES).doesNotContain("more");
  }

  @Test
  @DisplayName("L-02, F-02 who comes with an old fence changes nothing")
  default void anOldFence() throws IOException {
    Session session = session();
    put(session, "file", bytes("x"));
    var old = new Fence(FENCE.value() - 1);

    assertThatThrownBy(
            () -> uploads().put(session, old, path("other"), new ByteArrayInputStream(bytes("x"))))
        .isInstanceOf(StaleFence.class);
    assertThatThrownBy(() -> uploads().remove(session, old, path("file")))
        .isInstanceOf(StaleFence.class);

    assertThat(waiting(session)).containsExactly("file");
  }

  private void put(Session session, String name, byte[] content) throws IOException {
    uploads().put(session, FENCE, path(name), new ByteArrayInputStream(content));
  }

  private static WorkspacePath path(String name) {
    return new WorkspacePath(name);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
