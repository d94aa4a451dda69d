package dev.agentsessions.testkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.EnvironmentState.Pending;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Environments;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@link Environments} that have branches promise when a session wants another name. */
public interface BranchRenameContract {
  /** The same ones during a test. */
  Environments environments();

  /** A session that was Ready on a branch of this name, as its owner stores it then. */
  Session readyOn(String branch);

  /** The name that its branch has now. */
  String branchOf(Session session);

  /** Somebody makes another branch in a session's worktree, and checks it out. */
  void checkOut(Session session, String branch);

  /** From now on a session's branch cannot have a name. */
  void obstruct(Session session, String branch);

  /** From now on it can. */
  void clear(Session session, String branch);

  @Test
  @DisplayName("W-01 a branch gets the name that its session wants, before it is Ready, and once")
  default void aBranchIsRenamed() {
    Session session = wanting(readyOn("topic"), "feature/other");

    Ready ready = ensure(session);

    assertThat(ready.unnamed()).isEmpty();
    assertThat(branchOf(session)).isEqualTo("feature/other");
    assertThat(ensure(session)).as("L-01 nobody stored that it is done").isEqualTo(ready);
    assertThat(ensure(session.onBranch())).isEqualTo(ready);
    assertThat(branchOf(session)).isEqualTo("feature/other");
  }

  @Test
  @DisplayName("W-01 a branch that cannot have its name keeps the former one until it can")
  default void aBranchWaitsForItsName() {
    Session session = wanting(readyOn("topic"), "other");
    obstruct(session, "other");

    Ready obstructed = ensure(session);

    assertThat(obstructed.unnamed())
        .hasValueSatisfying(problem -> assertThat(problem.field()).isEqualTo("branch"));
    assertThat(branchOf(session)).isEqualTo("topic");
    clear(session, "other");
    assertThat(ensure(session).unnamed()).isEmpty();
    assertThat(branchOf(session)).isEqualTo("other");
  }

  @Test
  @DisplayName("W-01 a name is given up when the former one is wanted again")
  default void aNameIsGivenUp() {
    Session session = wanting(readyOn("topic"), "other");
    obstruct(session, "other");
    ensure(session);

    assertThat(ensure(wanting(session, "topic")).unnamed()).isEmpty();

    assertThat(branchOf(session)).isEqualTo("topic");
  }

  @Test
  @DisplayName("G-08 a branch that somebody checks out shows, and stays")
  default void aBranchIsFollowed() {
    Session session = readyOn("topic");
    assertThat(ensure(session).branch()).contains("topic");

    checkOut(session, "by/hand");

    assertThat(ensure(session).branch()).contains("by/hand");
    assertThat(environments().observe(session, EnvironmentsContract.OWNER))
        .isEqualTo(ensure(session));
    Session follows = session.following("by/hand");
    assertThat(ensure(follows)).isEqualTo(ensure(session));
    assertThat(branchOf(session)).isEqualTo("by/hand");
  }

  @Test
  @DisplayName("G-08, W-01 a name is given to the branch that somebody checked out")
  default void aFollowedBranchIsRenamed() {
    Session session = readyOn("topic");
    checkOut(session, "by/hand");

    Ready ready = ensure(wanting(session.following("by/hand"), "other"));

    assertThat(ready.unnamed()).isEmpty();
    assertThat(ready.branch()).contains("other");
    assertThat(branchOf(session)).isEqualTo("other");
  }

  /** The session, of which a caller wants its branch to have a name. */
  static Session wanting(Session session, String branch) {
    var kind = (WorktreeSession) session.spec().kind();
    return session.described(
        session.spec().withKind(kind.withBranch(branch)),
        session.metadata(),
        session.revision().updated());
  }

  private Ready ensure(Session session) {
    return (Ready)
        await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(5))
            .until(
                () -> environments().ensure(session, EnvironmentsContract.OWNER),
                state -> !(state instanceof Pending));
  }
}
