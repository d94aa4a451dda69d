package dev.agentsessions.k8s.environment;

import static dev.agentsessions.testkit.workspace.EnvironmentsContract.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.host.Fence;
import dev.agentsessions.k8s.operator.Fates;
import dev.agentsessions.k8s.resource.Desired;
import dev.agentsessions.k8s.resource.RunPhase;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.Layout;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.testkit.FakeTicker;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.worker.Place;
import dev.agentsessions.workspace.EnvironmentState.Over;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.KnownRepositories;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import dev.agentsessions.workspace.WantedWorkspace;
import dev.agentsessions.workspace.WorkspaceContents;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is asked to push what a session leaves, when, and what is written of it. */
final class RestPushesTest extends EnvironmentTests {
  private static final GitUrl ENGINE = GitUrl.parse("https://example.org/team/engine.git");
  private static final Release FAILED = new Release.Done(Optional.of("engine: the remote is away"));

  private final Pod pod = new Pod();
  private final FakeTicker ticker = new FakeTicker();

  /** A content service that answers as it is told to. */
  private static final class Pod implements WorkspaceContents {
    final List<KnownRepositories> asked = new CopyOnWriteArrayList<>();
    volatile Supplier<Release> answer = () -> Release.DONE;

    @Override
    public Provision provide(Place place, WantedWorkspace wanted) {
      return Provision.NONE;
    }

    @Override
    public void tell(Place place, KnownRepositories known) {
      throw new AssertionError("nobody asks for that here");
    }

    @Override
    public Release push(Place place, KnownRepositories due) {
      asked.add(due);
      return answer.get();
    }
  }

  @BeforeEach
  void openHost() {
    host.close();
    host = anotherHost();
  }

  @Override
  HostBench anotherHost() {
    return new HostBench(bench.cluster(), bench.namespace(), pod, ticker);
  }

  private Session pushing(boolean autoPush) {
    return session(
        new AgenticSession(
            List.of(new SourceRepository(ENGINE, "work", "engine", autoPush, Optional.empty())),
            Optional.empty()));
  }

  private Session running(boolean autoPush) {
    Session session = pushing(autoPush);
    host.awaitState(session, OWNER, Ready.class);
    return session;
  }

  private static Session ending(Session session, Target target) {
    AgenticSession kind = (AgenticSession) session.spec().kind();
    var clones =
        new Provision(
            List.of(
                new Reconciled<>(
                    kind.repos().getFirst(),
                    Reconciled.State.READY,
                    Optional.empty(),
                    SampleSession.NOON)),
            Optional.empty(),
            Optional.empty(),
            Layout.NONE);
    return active(session)
        .provisioned(clones, SampleSession.NOON)
        .terminate(Ending.of(target, Reason.USER));
  }

  private Release release(Session session, Fence fence) {
    return host.environments().release(session, fence, Retention.KEEP);
  }

  private Release awaitDone(HostBench by, Session session, Fence fence) {
    bench.await(
        () -> by.environments().release(session, fence, Retention.KEEP) instanceof Release.Done);
    return by.environments().release(session, fence, Retention.KEEP);
  }

  private Desired desired(Session session) {
    return bench.get(name(session)).getSpec().desired();
  }

  @Test
  @DisplayName("G-03, K-06 a run is stopped once its pod has pushed, and that costs no write")
  void theRunIsStoppedAfterThePush() {
    Session session = ending(running(true), Target.STOPPED);
    pod.answer = () -> Release.PUSHING;
    int before = host.writes().count();

    assertThat(release(session, OWNER)).isEqualTo(Release.PUSHING);
    assertThat(desired(session)).isEqualTo(Desired.RUNNING);

    pod.answer = () -> Release.DONE;
    assertThat(awaitDone(host, session, OWNER)).isEqualTo(Release.DONE);
    assertThat(host.writes().count() - before).isEqualTo(1);
    assertThat(pod.asked).hasSize(2).containsOnly(pod.asked.getFirst());
    KnownRepositories due = pod.asked.getFirst();
    assertThat(due.kind()).isEqualTo(session.spec().kind());
    assertThat(due.protectedBranches()).containsEntry(ENGINE, List.of("main", "master", "develop"));
  }

  @Test
  @DisplayName("G-03 where nothing is to be pushed nobody is asked, and as much is written as ever")
  void nobodyIsAsked() {
    Session without = ending(running(false), Target.STOPPED);
    Session failed = ending(running(true), Target.FAILED);
    int before = host.writes().count();

    assertThat(awaitDone(host, without, OWNER)).isEqualTo(Release.DONE);
    assertThat(awaitDone(host, failed, OWNER)).isEqualTo(Release.DONE);

    assertThat(pod.asked).isEmpty();
    assertThat(host.writes().count() - before).isEqualTo(2);
    assertThat(bench.get(name(without)).getMetadata().getAnnotations())
        .doesNotContainKey("agentsessions.dev/pushed-run");
  }

  @Test
  @DisplayName("G-03, L-01 why it failed is told by the next owner, too, and nobody pushes again")
  void aFailureOutlivesItsHost() {
    Session session = ending(running(true), Target.STOPPED);
    pod.answer = () -> FAILED;
    release(session, OWNER);
    assertThat(desired(session)).isEqualTo(Desired.STOPPED);
    host.close();
    try (HostBench next = anotherHost()) {
      assertThat(awaitDone(next, session, OWNER.next())).isEqualTo(FAILED);
      assertThat(pod.asked).hasSize(1);

      next.awaitState(session(name(session), session.spec().kind()), OWNER.next(), Ready.class);
      pod.answer = () -> Release.DONE;
      assertThat(awaitDone(next, session, OWNER.next())).isEqualTo(Release.DONE);
      assertThat(pod.asked).as("of another run").hasSize(2);
    }
    host = anotherHost();
  }

  @Test
  @DisplayName("G-03, L-01 who was killed while it was pushed is made up for by the next owner")
  void theNextOwnerAsksAgain() {
    Session session = ending(running(true), Target.STOPPED);
    host.writes().killAfter(0);

    assertThatThrownBy(() -> release(session, OWNER)).isInstanceOf(RuntimeException.class);

    try (HostBench next = anotherHost()) {
      assertThat(awaitDone(next, session, OWNER.next())).isEqualTo(Release.DONE);
    }
    assertThat(pod.asked).hasSize(2);
    assertThat(desired(session)).isEqualTo(Desired.STOPPED);
  }

  @Test
  @DisplayName("G-03, R-A30 what a run left that ended by itself is pushed by a pod of its volume")
  void aRunThatEndedByItself() {
    Session session = running(true);
    bench.fate(name(session), Fates.exit(0));
    host.awaitState(active(session), OWNER, Over.class);
    pod.answer = () -> FAILED;

    Release done = awaitDone(host, ending(session, Target.COMPLETED), OWNER);

    assertThat(done).isEqualTo(FAILED);
    assertThat(pod.asked).hasSize(1);
    bench.awaitPhase(name(session), RunPhase.COMPLETED);
    assertThat(bench.everything()).anyMatch(one -> one.endsWith("-access"));
  }

  @Test
  @DisplayName("G-03, K-06 what somebody has stopped by kubectl is pushed from its volume")
  void whatSomebodyStopped() {
    Session session = running(true);
    bench.change(name(session), "desired: Stopped");
    bench.awaitPhase(name(session), RunPhase.STOPPED);

    assertThat(awaitDone(host, ending(session, Target.STOPPED), OWNER)).isEqualTo(Release.DONE);

    assertThat(pod.asked).hasSize(1);
  }

  @Test
  @DisplayName("G-03 a pod that answers nobody is waited for, and then the session rests without")
  void aPodThatDoesNotAnswer() {
    Session session = ending(running(true), Target.STOPPED);
    pod.answer =
        () -> {
          throw new Unavailable("nobody is there", null);
        };

    assertThatThrownBy(() -> release(session, OWNER)).isInstanceOf(Unavailable.class);
    ticker.advance(Duration.ofMinutes(4));
    assertThatThrownBy(() -> release(session, OWNER)).isInstanceOf(Unavailable.class);
    assertThat(desired(session)).isEqualTo(Desired.RUNNING);
    ticker.advance(Duration.ofMinutes(2));

    assertThat(awaitDone(host, session, OWNER))
        .isEqualTo(
            new Release.Done(Optional.of("its workspace could not be reached: nobody is there")));
  }
}
