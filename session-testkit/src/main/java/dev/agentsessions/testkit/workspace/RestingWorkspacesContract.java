package dev.agentsessions.testkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.workspace.RestingWorkspaces;
import dev.agentsessions.workspace.WorkspaceAccess;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link RestingWorkspaces} keeps. */
public interface RestingWorkspacesContract {
  RestingWorkspaces workspaces();

  /** A new one that has run, and rests. */
  Session rested();

  /** A new one that rests and of which the runtime has nothing. */
  Session neverRan();

  /** Returns when the runtime has done what was asked of it for the session. */
  void awaitOpen(Session session);

  /** Time goes by. */
  void pass(Duration time);

  @Test
  @DisplayName("R-A30 who has not asked does not get in, and is told what to do")
  default void notWithoutAsking() {
    Session session = rested();

    assertThatThrownBy(() -> workspaces().use(session))
        .isInstanceOf(WrongPhase.class)
        .hasMessageContaining("start the session, or ask for access to its workspace");
    WorkspaceAccess access = workspaces().look(session);
    assertThat(access.until()).isEmpty();
    assertThat(access.condition().status()).isEqualTo(Status.FALSE);
    assertThat(access.condition().reason().value()).isEqualTo("NotAsked");
  }

  @Test
  @DisplayName("R-A30, R-A31 who has asked gets in soon, and a condition says when")
  default void soonAfterAsking() {
    Session session = rested();

    WorkspaceAccess asked = workspaces().ask(session);

    assertThat(asked.until()).isPresent();
    assertThat(asked.condition().type()).isEqualTo(Condition.CONTENT_ACCESS);
    assertThat(asked.condition().reason().value()).isNotEqualTo("NotAsked");
    awaitOpen(session);
    assertThat(workspaces().look(session).condition().status()).isEqualTo(Status.TRUE);
    assertThat(workspaces().use(session)).isEqualTo(workspaces().use(session));
  }

  @Test
  @DisplayName("R-A32 access ends when it is not used, and can be asked for again")
  default void itEnds() {
    Session session = rested();
    workspaces().ask(session);
    awaitOpen(session);

    pass(RestingWorkspaces.LIFE.plusSeconds(1));

    assertThatThrownBy(() -> workspaces().use(session)).isInstanceOf(WrongPhase.class);
    assertThat(workspaces().look(session).until()).isEmpty();
    assertThat(workspaces().ask(session).until()).isPresent();
    awaitOpen(session);
    assertThat(workspaces().use(session)).isNotNull();
  }

  @Test
  @DisplayName("R-A32 use puts off the end, and so does asking again")
  default void usePutsOffTheEnd() {
    Session session = rested();
    var end = workspaces().ask(session).until().orElseThrow();
    awaitOpen(session);

    pass(RestingWorkspaces.LIFE.minusMinutes(1));
    assertThat(workspaces().use(session)).isNotNull();

    assertThat(workspaces().look(session).until().orElseThrow())
        .isEqualTo(end.plus(RestingWorkspaces.LIFE.minusMinutes(1)));
    pass(RestingWorkspaces.LIFE.minusMinutes(1));
    workspaces().ask(session);
    pass(RestingWorkspaces.LIFE.minusMinutes(1));
    assertThat(workspaces().use(session)).isNotNull();
  }

  @Test
  @DisplayName("R-A32 to look is no use: it puts off nothing")
  default void toLookIsNoUse() {
    Session session = rested();
    workspaces().ask(session);
    awaitOpen(session);
    pass(RestingWorkspaces.LIFE.minusMinutes(1));

    var unused = workspaces().look(session);

    pass(Duration.ofMinutes(2));
    assertThatThrownBy(() -> workspaces().use(session)).isInstanceOf(WrongPhase.class);
  }

  @Test
  @DisplayName("R-A30 what never ran has no files: there is nothing to ask for")
  default void nothingToAskFor() {
    Session session = neverRan();

    assertThatThrownBy(() -> workspaces().ask(session)).isInstanceOf(WrongPhase.class);

    assertThat(workspaces().look(session).until()).isEmpty();
    assertThatThrownBy(() -> workspaces().use(session)).isInstanceOf(WrongPhase.class);
  }
}
