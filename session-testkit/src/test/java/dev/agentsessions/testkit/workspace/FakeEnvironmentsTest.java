package dev.agentsessions.testkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.testkit.FakeEnvironments;
import dev.agentsessions.testkit.Mutation;
import dev.agentsessions.workspace.EnvironmentState.Gone;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.Retention;
import dev.agentsessions.workspace.WorkspaceProblem;
import dev.agentsessions.workspace.WorkspaceProblem.Code;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FakeEnvironmentsTest implements EnvironmentsContract, BranchRenameContract {
  private static final Reason REASON = new Reason("Scripted");

  private final Samples samples = new Samples();
  private final FakeEnvironments environments = new FakeEnvironments();

  @Override
  public Environments environments() {
    return environments;
  }

  @Override
  public Session possible() {
    return samples.session();
  }

  @Override
  public Session impossible() {
    Session session = samples.session();
    environments.fail(session.id(), REASON, "a test says so");
    return session;
  }

  @Override
  public void lose(Session session) {
    environments.lose(session.id(), REASON, "a test says so");
  }

  @Override
  public Session readyOn(String branch) {
    Session session = samples.session(new WorktreeSession("/srv/repo", branch, Optional.empty()));
    environments.ensure(session, OWNER);
    return session.in("/worktrees/repo").onBranch();
  }

  @Override
  public String branchOf(Session session) {
    return environments.branchOf(session.id()).orElseThrow();
  }

  @Override
  public void checkOut(Session session, String branch) {
    environments.checkOut(session.id(), branch);
  }

  @Override
  public void obstruct(Session session, String branch) {
    environments.keepBranch(
        session.id(), new WorkspaceProblem(Code.BRANCH_CONFLICT, "branch", "exists already"));
  }

  @Override
  public void clear(Session session, String branch) {
    environments.repair(session.id());
  }

  @Test
  void whatIsNotReleasedShows() {
    Session session = samples.session();
    assertThat(environments.observe(session, OWNER)).isInstanceOf(Gone.class);
    environments.ensure(session, OWNER);
    environments.ensure(session, OWNER);

    assertThat(environments.existing()).containsExactly(session.id());
    environments.release(session, OWNER, Retention.KEEP);
    environments.release(session, OWNER, Retention.KEEP);

    assertThat(environments.existing()).isEmpty();
    assertThat(environments.mutations())
        .extracting(Mutation::what)
        .containsExactly("make environment", "release environment, KEEP");
  }

  @Test
  void whatWasRepairedIsReadyAgain() {
    Session session = impossible();

    environments.repair(session.id());

    assertThat(environments.ensure(session, OWNER)).isInstanceOf(Ready.class);
  }

  @Test
  void whoCannotBeReachedDoesNothing() {
    Session session = samples.session();
    environments.setAvailable(false);

    assertThatThrownBy(() -> environments.ensure(session, OWNER))
        .isInstanceOf(SessionException.Unavailable.class);

    assertThat(environments.existing()).isEmpty();
  }
}
