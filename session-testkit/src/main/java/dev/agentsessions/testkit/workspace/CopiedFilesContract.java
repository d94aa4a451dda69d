package dev.agentsessions.testkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.EnvironmentState.Pending;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What all {@link Environments} promise that can copy files from one session to another (S-09). */
public interface CopiedFilesContract {
  Fence FENCE = new Fence(3);

  /** The same ones during a test. */
  Environments environments();

  /** A session that is stored, and whose workspace has these files, text by path. */
  Session source(Map<String, String> files);

  /** One just created that shall begin with another's files; another with each call. */
  Session copyOf(Session source);

  /** Stores that a session is deleted. */
  void delete(Session source);

  /** The text of a file in the workspace of a session that is Ready; empty: there is none. */
  Optional<String> read(Session session, String path);

  /** Writes a file there, as somebody who works there. */
  void write(Session session, String path, String text);

  @Test
  @DisplayName("S-09 the files of the source are there before the session is ready")
  default void theFilesAreThere() {
    Session source = source(Map.of("notes", "mine", "a/b/c", "deep", "é ü", ""));

    Session copy = ready(copyOf(source));

    assertThat(read(copy, "notes")).hasValue("mine");
    assertThat(read(copy, "a/b/c")).hasValue("deep");
    assertThat(read(copy, "é ü")).hasValue("");
    assertThat(read(source, "notes")).as("the source keeps them").hasValue("mine");
  }

  @Test
  @DisplayName("S-09 both go their own ways from then on, and nothing is copied twice")
  default void bothGoTheirOwnWays() {
    Session source = source(Map.of("notes", "first"));
    Session copy = ready(copyOf(source));
    write(copy, "notes", "of the copy");
    write(source, "notes", "of the source");
    write(source, "later", "x");

    ready(copy);
    delete(source);
    ready(copy);

    assertThat(read(copy, "notes")).hasValue("of the copy");
    assertThat(read(copy, "later")).isEmpty();
    assertThat(read(source, "notes")).hasValue("of the source");
  }

  @Test
  @DisplayName("S-09 an owner that died before it stored that the files are there finds them there")
  default void theFilesAreFoundThere() {
    Session copy = copyOf(source(Map.of("notes", "first")));
    write(ready(copy), "notes", "of its first worker");

    Session again = ready(copy);

    assertThat(read(again, "notes")).hasValue("of its first worker");
  }

  @Test
  @DisplayName("S-09 a source that is deleted meanwhile fails the clone, which has nothing then")
  default void aDeletedSourceFailsTheClone() {
    Session source = source(Map.of("notes", "mine"));
    Session copy = copyOf(source);

    delete(source);

    assertThat(settle(copy))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(Reason.SOURCE_GONE);
              assertThat(failed.message()).contains(source.id().value());
            });
    assertThat(settle(copy)).as("it stays so").isInstanceOf(Failed.class);
    release(copy);
    assertThat(read(copy, "notes")).isEmpty();
  }

  @Test
  @DisplayName("S-09 one that was released before its files were there gets them all the same")
  default void oneThatWasReleasedGetsThemAllTheSame() {
    Session source = source(Map.of("notes", "mine"));
    Session copy = copyOf(source);
    environments().ensure(copy, FENCE);

    release(copy);

    assertThat(read(ready(copy), "notes")).hasValue("mine");
  }

  private EnvironmentState settle(Session session) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> environments().ensure(session, FENCE), state -> !(state instanceof Pending));
  }

  /** As its owner then stores it. */
  private Session ready(Session session) {
    EnvironmentState state = settle(session);
    assertThat(state).isInstanceOf(Ready.class);
    return session.in(((Ready) state).endpoint().directory());
  }

  private void release(Session session) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> environments().release(session, FENCE, Retention.KEEP), Release.DONE::equals);
  }
}
