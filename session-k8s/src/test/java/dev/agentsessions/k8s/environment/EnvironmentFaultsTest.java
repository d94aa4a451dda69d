package dev.agentsessions.k8s.environment;

import static dev.agentsessions.testkit.workspace.EnvironmentsContract.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.k8s.operator.ApplyServer;
import dev.agentsessions.k8s.operator.Fates;
import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.Desired;
import dev.agentsessions.k8s.resource.RunPhase;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Revision.Change;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.StaleFence;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.SessionMetadata;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.EnvironmentState.Gone;
import dev.agentsessions.workspace.EnvironmentState.Over;
import dev.agentsessions.workspace.EnvironmentState.Pending;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvironmentFaultsTest extends EnvironmentTests {
  /** Only hosts watch by labels. */
  private static final String HOSTS_WATCH = "labelSelector";

  private @Nullable ApplyServer server;

  /** The API server, to have it answer otherwise for a while; no real one does. */
  private ApplyServer server() {
    server = bench.cluster().server();
    return server;
  }

  @AfterEach
  void answerAgain() {
    if (server != null) {
      answer();
    }
  }

  private void answer() {
    server().refuse(request -> Optional.empty());
  }

  /** Requests of a method to sessions of this namespace are answered so, until they are not. */
  private void refuse(String method, int code) {
    String path = "/namespaces/" + bench.namespace() + "/agenticsessions";
    server()
        .refuse(
            request ->
                request.getPath().contains(path)
                        && !request.getPath().contains("/status")
                        && request.getMethod().matches(method)
                    ? Optional.of(ApplyServer.failure(code, "AsATestSays", "a test says so"))
                    : Optional.empty());
  }

  /** What happens from now on is not told to hosts. */
  private void cutWatch() {
    String path = "/namespaces/" + bench.namespace() + "/agenticsessions?";
    server()
        .refuse(
            request ->
                request.getPath().contains(path) && request.getPath().contains(HOSTS_WATCH)
                    ? Optional.of(ApplyServer.failure(410, "Expired", "too old"))
                    : Optional.empty());
    server().endWatches(HOSTS_WATCH);
    bench.await(() -> !host.watch().isWatching());
  }

  @Test
  @DisplayName("K-02 a resource that somebody else made under that name is refused and left alone")
  void anotherResourceIsLeftAlone() {
    Session session = session();
    bench.create(name(session), "desired: Stopped");
    AgenticSession other = bench.get(name(session));

    EnvironmentState state = host.environments().ensure(session, OWNER);

    assertThat(state)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(new Reason("NameTaken"));
              assertThat(failed.message()).contains("somebody else");
            });
    assertThat(host.environments().observe(session, OWNER)).isInstanceOf(Gone.class);
    assertThat(host.environments().release(session, OWNER, Retention.DELETE))
        .isEqualTo(Release.DONE);
    assertThat(bench.get(name(session))).isEqualTo(other);
    assertThat(host.writes().made()).allMatch(write -> write.startsWith("POST"));
  }

  @Test
  @DisplayName("K-02 hosts of another installation do not share a session's resource")
  void instancesKeepApart() {
    Session session = session();
    host.awaitState(session, OWNER, Ready.class);
    KubernetesEnvironmentsConfig usual = KubernetesEnvironmentsConfig.in(bench.namespace());
    try (HostBench others =
        new HostBench(
            bench.cluster(),
            new KubernetesEnvironmentsConfig(
                usual.namespace(), usual.namespaces(), "others", usual.timeout()))) {

      assertThat(others.environments().ensure(session, OWNER)).isInstanceOf(Failed.class);
      others.environments().release(session, OWNER, Retention.DELETE);
    }

    assertThat(host.environments().ensure(session, OWNER)).isInstanceOf(Ready.class);
  }

  @Test
  @DisplayName("L-02 a host that was replaced writes nothing, however little it has heard")
  void aReplacedHostWritesNothing() {
    Session session = session();
    host.awaitState(session, OWNER, Ready.class);
    try (HostBench next = anotherHost()) {
      cutWatch();
      assertThat(next.environments().observe(session, OWNER.next())).isInstanceOf(Ready.class);

      AgenticSession taken = bench.get(name(session));
      assertThatThrownBy(() -> host.environments().release(session, OWNER, Retention.KEEP))
          .isInstanceOf(StaleFence.class);
      assertThatThrownBy(() -> host.environments().release(session, OWNER, Retention.DELETE))
          .isInstanceOf(StaleFence.class);
      assertThatThrownBy(() -> host.environments().ensure(withRepositories(session), OWNER))
          .isInstanceOf(StaleFence.class);
      assertThat(bench.get(name(session)).getSpec()).isEqualTo(taken.getSpec());
      assertThat(bench.get(name(session)).isMarkedForDeletion()).isFalse();
    }
  }

  @Test
  @DisplayName("L-02 a new owner goes on with the run that is there")
  void aNewOwnerGoesOn() {
    Session session = session();
    Ready ready = host.awaitState(session, OWNER, Ready.class);
    host.close();
    try (HostBench next = anotherHost()) {
      assertThat(next.environments().ensure(active(session), OWNER.next())).isEqualTo(ready);

      assertThat(next.writes().made()).hasSize(1);
      assertThat(bench.get(name(session)).getMetadata().getAnnotations())
          .containsEntry("agentsessions.dev/fence", String.valueOf(OWNER.next().value()));
      assertThat(bench.get(name(session)).getSpec().run()).isEqualTo(1);
      next.awaitReleased(session, OWNER.next(), Retention.DELETE);
    }
  }

  @Test
  @DisplayName("K-09 a watch that is gone (410) begins anew, and makes up for what it missed")
  void aWatchThatIsGoneBeginsAnew() {
    Session session = session();
    host.awaitState(session, OWNER, Ready.class);
    cutWatch();
    bench.delete(name(session));
    bench.awaitGone(name(session));
    assertThat(host.environments().ensure(active(session), OWNER))
        .as("as it was last told")
        .isInstanceOf(Ready.class);
    host.woken().clear();

    answer();

    bench.await(() -> host.woken().contains(session.id()));
    Gone gone = host.awaitState(active(session), OWNER, Gone.class);
    assertThat(gone.reason()).isEqualTo(Reason.ENVIRONMENT_LOST);
    assertThat(gone.message()).contains("deleted by somebody");
  }

  @Test
  @DisplayName("K-09 what is told twice, late or in another order does no harm")
  void whatIsToldTwiceOrLateDoesNoHarm() {
    Session session = session();
    Ready ready = host.awaitState(session, OWNER, Ready.class);
    AgenticSession now = bench.get(name(session));
    AgenticSession before = bench.get(name(session));
    before.setStatus(
        before.getStatus().seen(RunPhase.FAILED, "RunnerExit", "long ago", 1L, List.of()));
    before.getMetadata().setResourceVersion("1");
    host.woken().clear();

    host.watch().onUpdate(now, before);
    host.watch().onAdd(before);
    host.watch().onDelete(before, true);
    host.watch().onUpdate(before, now);

    assertThat(host.woken()).hasSize(4).containsOnly(session.id());
    assertThat(host.environments().ensure(active(session), OWNER)).isEqualTo(ready);
    assertThat(bench.get(name(session)).getSpec()).isEqualTo(now.getSpec());
  }

  @Test
  @DisplayName("L-01 a change wakes the owner of just that session, and nobody once it is released")
  void aChangeWakesJustThatSession() {
    Session session = session();
    Session other = session();
    host.awaitState(session, OWNER, Ready.class);
    host.awaitState(other, OWNER, Ready.class);
    bench.await(() -> host.watch().find(bench.namespace(), name(other)).isPresent());
    host.woken().clear();

    bench.fate(name(session), Fates.exit(0));

    bench.await(() -> host.woken().contains(session.id()));
    host.awaitState(active(session), OWNER, Over.class);
    assertThat(host.woken()).containsOnly(session.id());
    host.awaitReleased(session, OWNER, Retention.DELETE);
    bench.create("ses-of-somebody", "desired: Stopped");
    bench.awaitGone(name(session));
    assertThat(host.watch().isAsked(session.id())).isFalse();
  }

  @Test
  @DisplayName("L-01 while the API server is away nothing fails, and what needs it is tried again")
  void whileTheServerIsAwayNothingFails() {
    Session session = session();
    Ready ready = host.awaitState(session, OWNER, Ready.class);
    bench.await(
        () ->
            host.watch()
                .find(bench.namespace(), name(session))
                .filter(told -> told.getStatus().phase() == RunPhase.RUNNING)
                .isPresent());
    refuse("GET|PATCH|POST|DELETE", 503);

    assertThat(host.environments().ensure(active(session), OWNER)).isEqualTo(ready);
    assertThat(host.environments().observe(session, OWNER)).isEqualTo(ready);
    assertThatThrownBy(() -> host.environments().release(session, OWNER, Retention.KEEP))
        .isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> host.environments().release(session, OWNER, Retention.DELETE))
        .isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> host.environments().ensure(session(), OWNER))
        .isInstanceOf(Unavailable.class);

    answer();
    host.awaitReleased(session, OWNER, Retention.KEEP);
  }

  @ParameterizedTest
  @CsvSource({"POST, 422", "PATCH, 422", "POST, 400"})
  @DisplayName("K-01 what the definition does not allow fails, and says why")
  void whatIsNotAllowedFails(String method, int code) {
    refuse(method, code);

    EnvironmentState state = host.environments().ensure(session(), OWNER);

    assertThat(state).isEqualTo(new Failed(new Reason("Rejected"), "a test says so"));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404})
  @DisplayName("L-01 what the host may not do is waited for, and told")
  void whatTheHostMayNotIsWaitedFor(int code) {
    Session session = session();
    refuse("POST", code);
    EnvironmentState state = host.environments().ensure(session, OWNER);
    assertThat(state)
        .isInstanceOfSatisfying(
            Pending.class, pending -> assertThat(pending.message()).contains("a test says so"));

    answer();

    host.awaitState(session, OWNER, Ready.class);
  }

  @Test
  @DisplayName("K-06 a running session that somebody stops in the cluster is stopped")
  void whoStopsItInTheClusterStopsTheSession() {
    Session session = session();
    host.awaitState(session, OWNER, Ready.class);

    bench.set(name(session), "desired", "Stopped");

    Over over = host.awaitState(active(session), OWNER, Over.class);
    assertThat(over.ending())
        .extracting(Ending::target, Ending::reason)
        .containsExactly(Target.STOPPED, Reason.USER);
    host.awaitReleased(active(session), OWNER, Retention.KEEP);
    assertThat(bench.status(name(session)).phase()).isEqualTo(RunPhase.STOPPED);
  }

  @Test
  @DisplayName(
      "K-06 a release waits for the proof, also when the start before it was just asked for")
  void aReleaseWaitsForTheProof() {
    Session session = session();
    host.awaitState(session, OWNER, Ready.class);
    host.awaitReleased(session, OWNER, Retention.KEEP);
    host.environments().ensure(session, OWNER);

    host.awaitReleased(session, OWNER, Retention.KEEP);

    assertThat(bench.get(name(session)).hasStopped()).isTrue();
    assertThat(bench.everything()).noneMatch(object -> object.matches("(Pod|Job)/.*"));
  }

  @Test
  @DisplayName("K-06 a release is not done while a pod is still there")
  void aReleaseIsNotDoneWhileAPodIsThere() {
    Session session = session();
    host.awaitState(session, OWNER, Ready.class);
    bench.hold(name(session));

    assertThat(host.environments().release(session, OWNER, Retention.KEEP))
        .isEqualTo(Release.PENDING);
    bench.awaitPhase(name(session), RunPhase.STOPPING);
    assertThat(host.environments().release(session, OWNER, Retention.KEEP))
        .isEqualTo(Release.PENDING);

    bench.letGo(name(session));
    host.awaitReleased(session, OWNER, Retention.KEEP);
  }

  @Test
  @DisplayName(
      "S-08 a session that is deleted takes its resource with it, whatever it keeps elsewhere")
  void aDeletedSessionTakesItsResource() {
    Session session = session();
    host.awaitState(session, OWNER, Ready.class);
    Session deleted =
        session.wanting(
            dev.agentsessions.session.Desired.DELETED, new Change(SampleSession.NOON, "ada"));

    host.awaitReleased(deleted, OWNER, Retention.KEEP);

    assertThat(bench.find(name(session))).isEmpty();
    bench.await(() -> bench.everything().isEmpty());
  }

  @Test
  @DisplayName("K-01 words of a later version are waited out, and no other session minds")
  void wordsOfALaterVersionAreWaitedOut() {
    server(); // a real one lets nobody write them
    Session odd = session();
    Session even = session();
    host.awaitState(odd, OWNER, Ready.class);
    bench.stop();

    bench.tellPhase(name(odd), "Hibernating");
    host.awaitState(active(odd), OWNER, Pending.class);
    bench.set(name(odd), "desired", "Paused");
    bench.await(
        () ->
            host.watch()
                .find(bench.namespace(), name(odd))
                .filter(told -> told.getSpec().desired() == Desired.UNKNOWN)
                .isPresent());
    assertThat(host.environments().ensure(active(odd), OWNER)).isInstanceOf(Pending.class);

    bench.start();
    host.awaitState(even, OWNER, Ready.class);
  }

  @Test
  @DisplayName(
      "S-21, S-23, S-24 repositories, workflow and model change during the run, and no more")
  void someChangesDuringTheRun() {
    Session session = session();
    host.awaitState(session, OWNER, Ready.class);
    SessionMetadata metadata =
        new SessionMetadata(
            "Renamed", session.metadata().labels(), session.metadata().annotations());
    Session changed =
        withRepositories(session)
            .described(
                withRepositories(session).spec(), metadata, new Change(SampleSession.NOON, "ada"));

    host.environments().ensure(active(changed), OWNER);

    assertThat(bench.get(name(session)).getSpec().repos()).hasSize(2);
    assertThat(bench.get(name(session)).getSpec().activeWorkflow()).isNotNull();
    assertThat(bench.get(name(session)).getSpec().displayName()).isEqualTo("sample");
    bench.await(
        name(session), seen -> Long.valueOf(3).equals(seen.getStatus().observedGeneration()));
    assertThat(host.environments().ensure(active(changed), OWNER)).isInstanceOf(Ready.class);

    host.awaitReleased(changed, OWNER, Retention.KEEP);
    host.awaitState(changed, OWNER, Ready.class);
    assertThat(bench.get(name(session)).getSpec().displayName()).isEqualTo("Renamed");
  }

  @Test
  @DisplayName("K-02 a session that is as it is wanted is not written")
  void whatIsAsWantedIsNotWritten() {
    Session session = session(SampleSession.agentic());
    host.awaitState(session, OWNER, Ready.class);
    assertThat(host.writes().made()).as("made, then started").hasSize(2);

    for (int looks = 0; looks < 20; looks++) {
      host.environments().ensure(active(session), OWNER);
      host.environments().observe(active(session), OWNER);
    }

    assertThat(host.writes().made()).hasSize(2);
    host.awaitReleased(session, OWNER, Retention.KEEP);
    host.awaitReleased(session, OWNER, Retention.DELETE);
    assertThat(host.writes().made()).hasSize(4);
  }

  @Test
  void otherKindsAndNamesAreRefused() {
    SessionKind agentic = SampleSession.agentic();

    assertThat(host.environments().ensure(session(new QuickSession(Path.of("/srv"))), OWNER))
        .isInstanceOf(Failed.class);
    for (String id : new String[] {"Imported-1", "-a", "a-"}) {
      Session session = session(id, agentic);
      assertThat(host.environments().ensure(session, OWNER)).isInstanceOf(Failed.class);
      assertThat(host.environments().observe(session, OWNER)).isInstanceOf(Gone.class);
      assertThat(host.environments().release(session, OWNER, Retention.KEEP))
          .isEqualTo(Release.DONE);
    }
    assertThat(host.writes().made()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 64})
  @DisplayName("K-02 sessions with ids of 63 and 64 characters run, and leave nothing")
  void longIdsWorkToo(int length) {
    Session session = session("s".repeat(length), SampleSession.agentic());

    host.awaitState(session, OWNER, Ready.class);
    host.awaitReleased(session, OWNER, Retention.DELETE);

    assertThat(bench.find(name(session))).isEmpty();
  }

  private static Session withRepositories(Session session) {
    return session.described(
        session.spec().withKind(SampleSession.agentic()),
        session.metadata(),
        new Change(SampleSession.NOON, "ada"));
  }
}
