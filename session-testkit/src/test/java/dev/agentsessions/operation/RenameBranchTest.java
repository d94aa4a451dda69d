package dev.agentsessions.operation;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.event.SessionChange.BranchChanged;
import dev.agentsessions.reconcile.ReconcilerConfig;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.testkit.Mutation;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.workspace.WorkspaceProblem;
import dev.agentsessions.workspace.WorkspaceProblem.Code;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A restart of a worker that renames its session's branch first. */
class RenameBranchTest {
  private static final WorkspaceProblem TAKEN =
      new WorkspaceProblem(Code.BRANCH_CONFLICT, "branch", "exists already: other");

  private final World world = new World();
  private final TestHost host = TestHost.in(world);
  private final Session active = active();

  @Test
  @DisplayName("W-01 a restart renames the branch first: wanted at once, done before it runs again")
  void theBranchIsRenamed() {
    Session asked = restart("other");
    assertThat(asked.spec().branch()).contains("other");
    assertThat(asked.status().run().branch()).as("what it is called").contains("topic");
    assertThat(asked.revision().generation()).isEqualTo(active.revision().generation() + 1);
    assertThat(asked.id()).isEqualTo(active.id());

    Session after = host.settle(active.id());

    assertThat(world.environments.branchOf(active.id())).contains("other");
    assertThat(world.environments.mutations())
        .extracting(Mutation::what)
        .containsExactly("make environment", "rename branch topic to other");
    assertThat(after.status().run().branch()).contains("other");
    assertThat(after.workers().getFirst().observed()).isEqualTo(WorkerObserved.running(2));
  }

  @Test
  @DisplayName("L-01 what a host was asked to rename before it died the next one renames")
  void theNextHostRenames() {
    restart("other");

    Session after = TestHost.in(world).settle(active.id());

    assertThat(world.environments.branchOf(active.id())).contains("other");
    assertThat(after.workers().getFirst().observed()).isEqualTo(WorkerObserved.running(2));
  }

  @Test
  @DisplayName("W-01 a name taken in between is told by a condition, and given when it is free")
  void aNameThatIsTakenMeanwhileIsTold() {
    world.environments.keepBranch(active.id(), TAKEN);
    restart("other");

    Session told = host.settle(active.id());
    Condition condition = told.status().conditions().find(Condition.BRANCH_RENAMED).orElseThrow();
    assertThat(condition.status()).isEqualTo(Condition.Status.FALSE);
    assertThat(condition.message()).isEqualTo(TAKEN.message());
    assertThat(told.status().run().branch()).contains("topic");
    assertThat(told.workers().getFirst().observed())
        .as("it runs again all the same")
        .isEqualTo(WorkerObserved.running(2));

    world.environments.repair(active.id());
    world.advance(ReconcilerConfig.DEFAULT.watch());
    Session renamed = host.settle(active.id());
    assertThat(renamed.status().run().branch()).contains("other");
    assertThat(renamed.status().conditions().find(Condition.BRANCH_RENAMED)).isEmpty();
    assertThat(renamed.workers()).isEqualTo(told.workers());
  }

  @Test
  @DisplayName("W-01 a name that was taken in between is given up by asking for the old one")
  void aNameIsGivenUp() {
    world.workspaces.addRepository("/srv/repo", "topic");
    world.environments.keepBranch(active.id(), TAKEN);
    restart("other");
    host.settle(active.id());

    restart("topic");
    Session back = host.settle(active.id());

    assertThat(back.spec().branch()).contains("topic");
    assertThat(back.status().conditions().find(Condition.BRANCH_RENAMED)).isEmpty();
    assertThat(world.environments.branchOf(active.id())).contains("topic");
  }

  @Test
  @DisplayName("G-08 a branch that is checked out in the terminal is followed; the id stays")
  void aBranchIsFollowed() {
    world.environments.checkOut(active.id(), "by/hand");

    Session follows = look();

    assertThat(follows.id()).isEqualTo(active.id());
    assertThat(follows.status().run().branch()).contains("by/hand");
    assertThat(follows.spec()).isEqualTo(active.spec());
    assertThat(follows.revision().version()).as("nobody asked").isEqualTo(1);
    assertThat(world.environments.branchOf(active.id())).contains("by/hand");
    assertThat(world.changes(active.id())).endsWith(new BranchChanged("by/hand"));
  }

  @Test
  @DisplayName("G-08, W-01 the branch that was checked out gets the name that a restart asks for")
  void aFollowedBranchIsRenamed() {
    world.environments.checkOut(active.id(), "by/hand");
    look();

    restart("other");
    Session renamed = host.settle(active.id());

    assertThat(renamed.status().run().branch()).contains("other");
    assertThat(world.environments.branchOf(active.id())).contains("other");
    world.environments.checkOut(active.id(), "again");
    assertThat(look().status().run().branch()).contains("again");
  }

  @Test
  @DisplayName("G-08 a branch that is checked out just before a stop is noticed, too")
  void aBranchIsFollowedToTheEnd() {
    world.environments.checkOut(active.id(), "by/hand");

    host.sessions().stop(ANN, DEFAULT, Requests.stop(active));

    assertThat(host.settle(active.id()).status().run().branch()).contains("by/hand");
  }

  @Test
  @DisplayName("G-08 the name a session was made with is refused for another branch, and why")
  void theFirstNameIsRefusedForAnotherBranch() {
    world.environments.checkOut(active.id(), "by/hand");
    Session follows = look();

    assertThatThrownBy(() -> restart("topic"))
        .isInstanceOf(Unsatisfied.class)
        .hasMessageContaining("by/hand");

    assertThat(world.read(active.id())).isEqualTo(follows);
  }

  private Session look() {
    world.advance(ReconcilerConfig.DEFAULT.watch());
    return host.settle(active.id());
  }

  @Test
  @DisplayName("W-01 a name that is taken is refused with its field, and nothing changes")
  void aTakenNameIsRefused() {
    for (String taken : new String[] {"main", "busy"}) {
      assertThatThrownBy(() -> restart(taken))
          .isInstanceOfSatisfying(
              Unsatisfied.class, refusal -> assertThat(refusal.field()).isEqualTo("branch"))
          .hasMessageContaining(taken);
    }

    assertThat(world.read(active.id())).isEqualTo(active);
  }

  @Test
  @DisplayName("W-01 a name that git would not take is refused with its field")
  void aBadNameIsRefused() {
    for (String bad : new String[] {"", "-d", "a..b", "a b", "x.lock"}) {
      assertThatThrownBy(() -> restart(bad))
          .isInstanceOfSatisfying(
              Invalid.class, refusal -> assertThat(refusal.field()).isEqualTo("branch"));
    }
  }

  @Test
  @DisplayName("W-01 a session without a branch has none to rename")
  void aDirectoryHasNoBranch() {
    Session quick =
        host.settle(host.sessions().create(ANN, DEFAULT, Requests.quick(Requests.SHELL)).id());

    assertThatThrownBy(() -> restart(quick, "other"))
        .isInstanceOfSatisfying(
            Invalid.class, refusal -> assertThat(refusal.field()).isEqualTo("branch"));
  }

  @Test
  @DisplayName("W-01 a branch of a session that rests is not renamed")
  void aRestingSessionIsRefused() {
    host.sessions().stop(ANN, DEFAULT, Requests.stop(active));
    host.settle(active.id());

    assertThatThrownBy(() -> restart("other")).isInstanceOf(WrongPhase.class);
  }

  @Test
  @DisplayName("W-01 the name that the branch has already makes it a restart like any other")
  void theSameNameIsAPlainRestart() {
    Session asked = restart("topic");

    assertThat(asked.revision().generation()).isEqualTo(active.revision().generation());
    assertThat(host.settle(active.id()).workers().getFirst().observed())
        .isEqualTo(WorkerObserved.running(2));
  }

  private Session active() {
    world.workspaces.addRepository("/srv/repo", "main");
    world.workspaces.useBranch("/srv/repo", "busy");
    var kind = new WorktreeSession("/srv/repo", "topic", Optional.of("main"));
    CreateSession wanted = CreateSession.of(SessionSpec.of(kind)).with(Requests.SHELL);
    return host.settle(host.sessions().create(ANN, DEFAULT, wanted).id());
  }

  private Session restart(String branch) {
    return restart(active, branch);
  }

  private Session restart(Session session, String branch) {
    return host.sessions()
        .restartWorker(
            ANN,
            DEFAULT,
            new RestartWorker(
                Requests.target(session),
                session.workers().getFirst().id(),
                Optional.empty(),
                Optional.of(branch)));
  }
}
