package dev.agentsessions.testkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.testkit.FakeProcess;
import dev.agentsessions.testkit.FakeRemoteEnvironments;
import dev.agentsessions.testkit.FakeWorkerRuntime;
import dev.agentsessions.testkit.Mutation;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.EnvironmentState.Gone;
import dev.agentsessions.workspace.EnvironmentState.Pending;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FakeRemoteEnvironmentsTest implements RunsContract {
  private static final Reason REASON = new Reason("Scripted");

  private final Samples samples = new Samples();
  private final FakeWorkerRuntime runtime = new FakeWorkerRuntime();
  private final FakeRemoteEnvironments environments = new FakeRemoteEnvironments(runtime);

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
    environments.failNext(REASON, "a test says so");
    return samples.session();
  }

  @Override
  public void lose(Session session) {
    environments.lose(session.id(), REASON, "a test says so");
  }

  @Override
  public void complete(Session session) {
    environments.finish(session.id(), Ending.of(Target.COMPLETED, REASON));
  }

  @Test
  void itIsPendingForAsManyAsksAsATestSays() {
    environments.pendingTakes(2);
    Session session = samples.session();

    assertThat(List.of(ensure(session), ensure(session), ensure(session)))
        .extracting(EnvironmentState::getClass)
        .containsExactly(Pending.class, Pending.class, Ready.class);
  }

  @Test
  void ticksAreAsksToo() {
    environments.pendingTakes(2);
    environments.releaseTakes(2);
    Session session = samples.session();
    ensure(session);
    environments.tick();
    assertThat(ensure(session)).isInstanceOf(Ready.class);

    assertThat(environments.release(session, OWNER, Retention.KEEP)).isEqualTo(Release.PENDING);
    environments.tick();
    environments.tick();

    assertThat(environments.existing()).isEmpty();
    assertThat(environments.release(session, OWNER, Retention.KEEP)).isEqualTo(Release.DONE);
  }

  @Test
  void itGoesAfterAsManyAsksAsATestSaysAndIsThereUntilThen() {
    environments.releaseTakes(2);
    Session session = ready();

    assertThat(environments.release(session, OWNER, Retention.KEEP)).isEqualTo(Release.PENDING);
    assertThat(environments.observe(session, OWNER)).isInstanceOf(Pending.class);
    assertThat(environments.existing()).containsExactly(session.id());
    assertThat(environments.release(session, OWNER, Retention.KEEP)).isEqualTo(Release.DONE);

    assertThat(environments.existing()).isEmpty();
  }

  @Test
  void whatIsAskedForWhileItGoesIsMadeAnewElsewhere() {
    environments.pendingTakes(0);
    environments.releaseTakes(1);
    Session session = ready();
    Endpoint before = endpoint(session);
    environments.release(session, OWNER, Retention.KEEP);

    assertThat(ensure(session)).isInstanceOf(Pending.class);

    assertThat(ensure(session)).isInstanceOf(Ready.class);
    assertThat(endpoint(session)).isNotEqualTo(before);
  }

  @Test
  void itTakesItsProcessesWithIt() {
    Session session = ready();
    start(session);

    environments.lose(session.id(), REASON, "node lost");

    assertThat(ensure(session)).isEqualTo(new Gone(REASON, "node lost"));
    assertThat(runtime.processes().kept()).isEmpty();
  }

  @Test
  void itFailsWithItsProcesses() {
    Session session = ready();
    start(session);

    environments.fail(session.id(), REASON, "out of memory");

    assertThat(ensure(session)).isEqualTo(new Failed(REASON, "out of memory"));
    assertThat(runtime.processes().kept()).isEmpty();
  }

  @Test
  void itMovesWithItsProcessesOrWithout() {
    environments.pendingTakes(1);
    Session session = ready();
    start(session);
    Endpoint first = endpoint(session);

    environments.moveWithProcesses(session.id());

    assertThat(ensure(session)).isInstanceOf(Pending.class);
    Endpoint second = endpoint(session);
    assertThat(second).isNotEqualTo(first);
    assertThat(runtime.processes().running())
        .extracting(FakeProcess::endpoint)
        .containsExactly(second);

    environments.move(session.id());

    assertThat(runtime.processes().running()).isEmpty();
  }

  @Test
  void filesStayUntilTheyAreDeleted() {
    Session session = ready();
    environments.releaseTakes(0);

    environments.release(session, OWNER, Retention.KEEP);
    assertThat(environments.files()).containsExactly(session.id());
    environments.release(session, OWNER, Retention.DELETE);

    assertThat(environments.files()).isEmpty();
    assertThat(environments.mutations())
        .extracting(Mutation::what)
        .containsExactly("make environment", "release environment", "delete files");
  }

  @Test
  void filesWithWorkInThemStay() {
    Session session = ready();
    environments.releaseTakes(0);
    environments.keepWork(session.id(), "not committed: a.txt");

    assertThat(environments.release(session, OWNER, Retention.DELETE))
        .isEqualTo(new Release.Kept("/workspace", "not committed: a.txt"));

    assertThat(environments.existing()).isEmpty();
    assertThat(environments.files()).containsExactly(session.id());
  }

  @Test
  void whoCannotBeReachedDoesNothing() {
    Session session = samples.session();
    environments.refuse(1);

    assertThatThrownBy(() -> ensure(session)).isInstanceOf(SessionException.Unavailable.class);
    assertThat(environments.existing()).isEmpty();
    ensure(session);

    assertThat(environments.existing()).containsExactly(session.id());
  }

  private EnvironmentState ensure(Session session) {
    return environments.ensure(session, OWNER);
  }

  private Session ready() {
    Session session = samples.session();
    endpoint(session);
    return session;
  }

  private Endpoint endpoint(Session session) {
    EnvironmentState state = ensure(session);
    while (state instanceof Pending) {
      state = ensure(session);
    }
    return ((Ready) state).endpoint();
  }

  private void start(Session session) {
    runtime.start(
        new Place(session.id(), endpoint(session), OWNER),
        new WorkerLaunch(new WorkerId("wrk-1"), 1, List.of(), Map.of(), WindowSize.DEFAULT));
  }
}
