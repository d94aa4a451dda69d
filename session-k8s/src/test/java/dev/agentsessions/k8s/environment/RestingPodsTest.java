package dev.agentsessions.k8s.environment;

import static dev.agentsessions.testkit.workspace.EnvironmentsContract.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.k8s.operator.ApplyServer;
import dev.agentsessions.k8s.resource.AccessWish;
import dev.agentsessions.k8s.resource.RunPhase;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.testkit.workspace.RestingWorkspacesContract;
import dev.agentsessions.worker.RuntimePart;
import dev.agentsessions.workspace.ContentService;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import dev.agentsessions.workspace.RestingWorkspaces;
import dev.agentsessions.workspace.Retention;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RestingPodsTest extends EnvironmentTests implements RestingWorkspacesContract {
  @Override
  public RestingWorkspaces workspaces() {
    return host.resting(bench::now);
  }

  @Override
  public Session rested() {
    Session session = session();
    var unused = host.awaitState(session, OWNER, Ready.class);
    host.awaitReleased(session, OWNER, Retention.KEEP);
    return stopped(session);
  }

  private static Session stopped(Session session) {
    return new SampleSession(session.id(), ProjectId.DEFAULT, "sample")
        .kind(session.spec().kind())
        .in(SessionState.STOPPED)
        .build();
  }

  @Override
  public Session neverRan() {
    return stopped(session());
  }

  @Override
  public void awaitOpen(Session session) {
    bench.lookAtDue();
    bench.awaitCondition(name(session), "ContentAccess", "True");
    bench.await(() -> hasHeard(session));
  }

  /** Whether the host knows all that there is to know. */
  private boolean hasHeard(Session session) {
    String now = bench.get(name(session)).getMetadata().getResourceVersion();
    return host.watch()
        .find(session.id())
        .filter(told -> told.getMetadata().getResourceVersion().equals(now))
        .isPresent();
  }

  @Override
  public void pass(Duration time) {
    bench.pass(time);
    bench.lookAtDue();
    if (time.compareTo(RestingWorkspaces.LIFE) > 0) {
      bench.await(this::isNothingLeft);
    }
  }

  private boolean isNothingLeft() {
    return bench.everything().stream().noneMatch(one -> one.endsWith("-access"));
  }

  @AfterEach
  void answerAgain() {
    if (System.getProperty("cluster") == null) {
      bench.cluster().server().refuse(request -> Optional.empty());
    }
  }

  @Test
  @DisplayName("R-A12, R-A30 the pod that serves the files is told among what there is")
  void itIsTold() {
    Session session = rested();
    workspaces().ask(session);
    awaitOpen(session);

    var parts =
        new KubernetesParts(bench.client(), KubernetesEnvironmentsConfig.in(bench.namespace()))
            .of(session);

    assertThat(parts)
        .extracting(part -> part.kind() + " " + part.name() + " " + part.state())
        .contains("pod as-" + name(session) + "-access Running", "container content Running");
    assertThat(parts).noneMatch(RuntimePart::isMissing);
  }

  @Test
  @DisplayName("R-A32, T-03 another access has another token, and the one before is forgotten")
  void anotherAccessAnotherToken() {
    Session session = rested();
    workspaces().ask(session);
    awaitOpen(session);
    RestingWorkspaces workspaces = workspaces();
    ContentService first = workspaces.use(session);
    pass(RestingWorkspaces.LIFE.plusSeconds(1));

    workspaces.ask(session);
    awaitOpen(session);

    ContentService second = workspaces.use(session);
    assertThat(second.server()).isEqualTo(first.server());
    assertThat(second.token()).isNotEqualTo(first.token());
    assertThat(second.toString()).doesNotContain(second.token());
  }

  @Test
  @DisplayName(
      "R-A32 a thousand uses are written once a minute, by any host, and move no generation")
  void fewWrites() {
    Session session = rested();
    workspaces().ask(session);
    awaitOpen(session);
    long generation = bench.get(name(session)).getMetadata().getGeneration();
    int before = host.writes().count();

    RestingWorkspaces workspaces = workspaces();
    for (int i = 0; i < 1000; i++) {
      var unused = workspaces.use(session);
    }
    assertThat(host.writes().count()).isEqualTo(before);
    bench.pass(Duration.ofSeconds(61));
    for (int i = 0; i < 1000; i++) {
      var unused = workspaces.use(session);
    }

    assertThat(host.writes().count()).isEqualTo(before + 1);
    assertThat(bench.get(name(session)).getMetadata().getGeneration()).isEqualTo(generation);
    try (HostBench other = anotherHost()) {
      assertThat(other.resting(bench::now).use(session)).isEqualTo(workspaces.use(session));
      assertThat(other.writes().count()).isZero();
    }
  }

  @Test
  @DisplayName("K-08 who asked and comes too early is told how far it is: 503")
  void tooEarly() {
    Session session = rested();
    bench.delay(name(session));
    workspaces().ask(session);

    assertThatThrownBy(() -> workspaces().use(session)).isInstanceOf(Unavailable.class);
    bench.await(() -> workspaces().look(session).condition().reason().value().equals("Starting"));
    assertThatThrownBy(() -> workspaces().use(session))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("Starting");
  }

  @Test
  @DisplayName("K-06, R-A30 a start takes back what was asked, and a stop does not bring it again")
  void aStartTakesItBack() {
    Session session = rested();
    workspaces().ask(session);
    awaitOpen(session);

    var unused = host.awaitState(session, OWNER, Ready.class);
    assertThatThrownBy(() -> workspaces().ask(session)).isInstanceOf(Unavailable.class);
    host.awaitReleased(session, OWNER, Retention.KEEP);

    assertThatThrownBy(() -> workspaces().use(session)).isInstanceOf(WrongPhase.class);
    assertThat(isNothingLeft()).isTrue();
  }

  @Test
  @DisplayName("K-02 nothing is asked of a resource that somebody else made, or in nonsense there")
  void anothersResource() {
    Session session = session("ses-of-others", new AgenticSession(List.of(), Optional.empty()));
    bench.create(name(session));
    bench.awaitPhase(name(session), RunPhase.RUNNING);
    bench.set(name(session), "desired", "Stopped");
    bench.awaitPhase(name(session), RunPhase.STOPPED);

    assertThatThrownBy(() -> workspaces().ask(stopped(session))).isInstanceOf(WrongPhase.class);

    assertThat(AccessWish.of(bench.get(name(session)))).isEmpty();
  }

  @Test
  @DisplayName("R-A32 a cluster that is away takes no access back that is open, and gives none")
  void theClusterIsAway() {
    Session open = rested();
    Session closed = rested();
    workspaces().ask(open);
    awaitOpen(open);
    RestingWorkspaces workspaces = workspaces();
    ContentService service = workspaces.use(open);
    bench.pass(Duration.ofMinutes(2));
    bench
        .cluster()
        .server()
        .refuse(
            request ->
                request.getPath().contains("/agenticsessions/ses-")
                    ? Optional.of(ApplyServer.failure(503, "AsATestSays", "a test says so"))
                    : Optional.empty());

    assertThat(workspaces.use(open)).isEqualTo(service);
    assertThatThrownBy(() -> workspaces.ask(closed)).isInstanceOf(Unavailable.class);
  }
}
