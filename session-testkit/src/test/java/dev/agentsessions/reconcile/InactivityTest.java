package dev.agentsessions.reconcile;

import static dev.agentsessions.World.ANN;
import static dev.agentsessions.project.ProjectId.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.multibindings.MapBinder;
import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.operation.Attachment;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.LiveCalls.Mode;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.RunPolicy;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.Touch;
import dev.agentsessions.testkit.FakeClock;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.worker.WorkerRuntime;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InactivityTest {
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private final World world = new World();
  private TestHost host = TestHost.in(world);

  @Test
  @DisplayName("L-04 a session where nothing happens for its time is stopped: Inactivity")
  void anIdleSessionIsStopped() {
    Session active = active(DEFAULT, Optional.of(LIMIT));

    world.advance(LIMIT);
    Session stopped = host.settle(active.id());

    assertThat(stopped.state()).isEqualTo(SessionState.STOPPED);
    assertThat(stopped.status().reason()).contains(Reason.INACTIVITY);
    assertThat(world.runtime.processes().kept()).isEmpty();
  }

  @Test
  @DisplayName("L-04 before that it runs, and wants to be looked at in time")
  void beforeThatItRuns() {
    Session active = active(DEFAULT, Optional.of(LIMIT));

    world.advance(LIMIT.minusSeconds(3));
    NextLook next = host.run(active.id());

    assertThat(world.read(active.id()).state()).isEqualTo(SessionState.ACTIVE);
    assertThat(next).isEqualTo(NextLook.in(Duration.ofSeconds(3)));
  }

  @Test
  @DisplayName("L-04 zero means never")
  void zeroMeansNever() {
    Session active = active(DEFAULT, Optional.of(Duration.ZERO));

    world.advance(Duration.ofDays(1000));

    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  @DisplayName("L-04 without a time of its own a session has its project's, else 24 h")
  void withoutItsOwnItHasTheProjects() {
    ProjectId team = new ProjectId("team");
    ProjectId relaxed = new ProjectId("relaxed");
    project(team, Duration.ofHours(1));
    project(relaxed, Duration.ZERO);
    Session ofTeam = active(team, Optional.empty());
    Session ofRelaxed = active(relaxed, Optional.empty());
    Session plain = active(DEFAULT, Optional.empty());
    Session own = active(team, Optional.of(Duration.ofHours(30)));

    world.advance(Duration.ofHours(1));
    assertThat(host.settle(ofTeam.id()).state()).isEqualTo(SessionState.STOPPED);
    world.advance(Duration.ofHours(23).minusSeconds(1));
    assertThat(host.settle(plain.id()).state()).isEqualTo(SessionState.ACTIVE);
    world.advance(Duration.ofSeconds(1));

    assertThat(host.settle(plain.id()).state()).isEqualTo(SessionState.STOPPED);
    assertThat(host.settle(ofRelaxed.id()).state()).isEqualTo(SessionState.ACTIVE);
    assertThat(host.settle(own.id()).state()).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  @DisplayName("L-04 output is activity")
  void outputIsActivity() {
    Session active = active(DEFAULT, Optional.of(LIMIT));

    for (int round = 0; round < 5; round++) {
      world.advance(LIMIT.minusSeconds(1));
      world.runtime.processes().print(Requests.ref(active, 0), "tick");
      assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.ACTIVE);
    }

    assertThat(world.read(active.id()).liveness().lastActivityAt())
        .isEqualTo(world.clock.instant());
  }

  @Test
  @DisplayName("L-04 output since the last look counts, also where the time was up by then")
  void outputSinceTheLastLookCounts() {
    Session active = active(DEFAULT, Optional.of(LIMIT));

    world.advance(LIMIT.minusSeconds(1));
    world.runtime.processes().print(Requests.ref(active, 0), "just in time");
    world.advance(Duration.ofSeconds(1));

    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  @DisplayName("L-04 output counts also right after something else was noted")
  void outputCountsAlsoBetweenTwoNotes() {
    var policy = new RunPolicy(Optional.of(Duration.ofDays(9)), Optional.of(LIMIT), true, false);
    Session active = active(DEFAULT, policy);
    world.advance(Duration.ofMinutes(20));
    host.settle(active.id());

    world.advance(Duration.ofSeconds(1));
    world.runtime.processes().print(Requests.ref(active, 0), "a word");
    host.settle(active.id());
    world.advance(Duration.ofMinutes(20));

    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.ACTIVE);
    assertThat(world.read(active.id()).liveness().lastActivityAt())
        .isAfterOrEqualTo(FakeClock.NOON.plus(Duration.ofMinutes(20)));
  }

  @Test
  @DisplayName("L-04 typing is activity, an open terminal alone is none")
  void typingIsActivityAndWatchingIsNone() {
    Session typed = active(DEFAULT, Optional.of(LIMIT));
    Session watched = active(DEFAULT, Optional.of(LIMIT));
    Attachment typing = attach(typed);
    Attachment watching = attach(watched);

    world.advance(LIMIT.minusSeconds(1));
    host.keepHouse();
    typing.input(ByteBuffer.wrap(new byte[] {'x'}));
    assertThat(watching.worker()).isPresent();
    world.advance(Duration.ofSeconds(1));

    assertThat(host.settle(typed.id()).state()).isEqualTo(SessionState.ACTIVE);
    assertThat(host.settle(watched.id()).state()).isEqualTo(SessionState.STOPPED);
  }

  @Test
  @DisplayName("L-04 only what runs is idle: an environment that comes up has no time limit")
  void onlyWhatRunsIsIdle() {
    world.remote.pendingTakes(1_000_000);
    Session created = host.sessions().create(ANN, DEFAULT, Requests.remote(Requests.SHELL));
    host.run(created.id());

    world.advance(Duration.ofDays(3));
    host.run(created.id());

    assertThat(world.read(created.id()).state()).isEqualTo(SessionState.SPAWNING);
  }

  @Test
  @DisplayName("L-04 a run that starts counts anew, however long the session rested")
  void aRunCountsAnew() {
    Session active = active(DEFAULT, Optional.of(LIMIT));
    host.sessions().stop(ANN, DEFAULT, Requests.stop(active));
    host.settle(active.id());
    world.advance(Duration.ofDays(1));

    host.sessions().start(ANN, DEFAULT, Requests.start(active));
    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.ACTIVE);
    world.advance(LIMIT);

    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.STOPPED);
  }

  @Test
  @DisplayName("L-04 activity is read again just before stopping: whoever types last is heard")
  void activityIsReadAgainBeforeStopping() {
    host =
        TestHost.in(
            world,
            binder ->
                MapBinder.newMapBinder(binder, String.class, SessionRuntime.class)
                    .addBinding("typed-into")
                    .toInstance(
                        new SessionRuntime(
                            world.environments,
                            Interruptible.port(
                                WorkerRuntime.class, world.runtime, this::typedOnAnotherHost),
                            Optional.empty())));
    Session active = activeIn("typed-into");

    world.advance(LIMIT);

    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  @DisplayName("L-04 a wall clock that jumps changes nothing")
  void aClockThatJumpsChangesNothing() {
    Session active = active(DEFAULT, Optional.of(LIMIT));
    host.run(active.id());

    world.clock.advance(Duration.ofDays(1));
    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.ACTIVE);
    world.clock.advance(Duration.ofDays(-3));
    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.ACTIVE);
    host.ticker.advance(LIMIT);

    assertThat(host.settle(active.id()).state()).isEqualTo(SessionState.STOPPED);
  }

  /** Somebody types into every session, each time its processes are looked at. */
  private void typedOnAnotherHost() {
    world
        .all()
        .forEach(session -> world.store.touch(Touch.activity(session.id(), world.clock.instant())));
  }

  private Attachment attach(Session session) {
    return host.live()
        .attach(
            ANN, DEFAULT, Requests.byId(session), session.workers().getFirst().id(), Mode.WRITE);
  }

  private void project(ProjectId id, Duration timeout) {
    world.projects.create(
        new Project(
            id,
            Optional.empty(),
            ProjectSettings.NONE.withInactivityTimeout(timeout),
            world.clock.instant()));
  }

  private Session active(ProjectId project, Optional<Duration> limit) {
    return active(project, new RunPolicy(Optional.empty(), limit, true, false));
  }

  private Session active(ProjectId project, RunPolicy policy) {
    CreateSession request = Requests.limited(policy, Requests.SHELL);
    return host.settle(host.sessions().create(ANN, project, request).id());
  }

  private Session activeIn(String runtime) {
    SessionSpec plain = Requests.quick().spec();
    var spec =
        new SessionSpec(
            plain.kind(),
            runtime,
            plain.agent(),
            new RunPolicy(Optional.empty(), Optional.of(LIMIT), true, false),
            plain.environment(),
            plain.subject());
    return host.settle(
        host.sessions().create(ANN, DEFAULT, CreateSession.of(spec).with(Requests.SHELL)).id());
  }
}
