package dev.agentsessions.testkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.Session;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.EnvironmentState.Over;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What those {@link Environments} promise in whom something runs that may end by itself. */
public interface RunsContract extends EnvironmentsContract {
  /** Has what runs in a Ready environment come to a good end. */
  void complete(Session session);

  @Test
  @DisplayName("K-04 a run that ends by itself is over, and stays so until it is released")
  default void aRunThatEndsByItselfIsOver() {
    Session session = possible();
    awaitState(() -> environments().ensure(session, OWNER), Ready.class);

    complete(session);

    EnvironmentState over = awaitState(() -> environments().ensure(session, OWNER), Over.class);
    assertThat(((Over) over).ending()).extracting(Ending::target).isEqualTo(Target.COMPLETED);
    assertThat(environments().ensure(session, OWNER)).isEqualTo(over);
    assertThat(environments().observe(session, OWNER)).isEqualTo(over);
    await()
        .atMost(LONG)
        .until(() -> environments().release(session, OWNER, Retention.KEEP), Release.DONE::equals);
  }

  private static EnvironmentState awaitState(
      Supplier<EnvironmentState> state, Class<? extends EnvironmentState> wanted) {
    return await()
        .atMost(LONG)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(state::get, wanted::isInstance);
  }
}
