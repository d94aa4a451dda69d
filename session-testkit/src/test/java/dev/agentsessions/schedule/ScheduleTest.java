package dev.agentsessions.schedule;

import static dev.agentsessions.World.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.google.inject.Module;
import com.google.inject.multibindings.OptionalBinder;
import dev.agentsessions.Requests;
import dev.agentsessions.TestHost;
import dev.agentsessions.World;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.message.Message;
import dev.agentsessions.message.MessageRole;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.CreateSession.Naming;
import dev.agentsessions.operation.OwnerChoice;
import dev.agentsessions.operation.StopSession;
import dev.agentsessions.operation.Target;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.schedule.ScheduleRun.Cause;
import dev.agentsessions.schedule.ScheduleRun.State;
import dev.agentsessions.session.AgentSettings;
import dev.agentsessions.session.LlmSettings;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskState;
import dev.agentsessions.testkit.FakeClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final ProjectId PROJECT = ProjectId.DEFAULT;
  private static final Timing HOURLY = new Timing("0 * * * *", ZoneId.of("UTC"));
  private static final Instant ONE = FakeClock.NOON.plus(Duration.ofHours(1));
  private static final CreateSession REQUEST = CreateSession.in(World.DIRECTORY);

  /** Reads one expression: at every whole hour. */
  private static final Module WITH_CRON =
      binder ->
          OptionalBinder.newOptionalBinder(binder, Cron.class)
              .setBinding()
              .toInstance(ScheduleTest::nextHour);

  private final World world = new World();
  private final TestHost host = TestHost.in(world, WITH_CRON);
  private final ScheduleOperations operations = host.get(ScheduleOperations.class);

  @Test
  @DisplayName("S-18 a schedule creates a session when it is due, and is due again later")
  void aDueScheduleCreatesASession() {
    Schedule schedule = create("hourly", Overlap.SKIP);
    assertThat(schedule.nextAt()).contains(ONE);
    look();
    assertThat(runs(schedule)).isEmpty();

    world.clock.set(ONE);
    look();

    ScheduleRun run = onlyRun(schedule);
    assertThat(run.state()).isEqualTo(State.STARTED);
    assertThat(run.cause()).isEqualTo(Cause.TIME);
    assertThat(run.dueAt()).isEqualTo(ONE);
    Session session = session(run);
    assertThat(session.metadata().labels()).containsEntry("schedule", schedule.id().value());
    assertThat(session.revision().created().by()).isEqualTo(ANN.id());
    assertThat(get(schedule).nextAt()).contains(ONE.plus(Duration.ofHours(1)));
  }

  @Test
  @DisplayName("S-18 of many hosts one creates the session, also when another one looks meanwhile")
  void manyHostsCreateOneSession() {
    Schedule schedule = create("hourly", Overlap.SKIP);
    TestHost other = TestHost.named("other", world, WITH_CRON);
    world.clock.set(ONE);

    host.get(ScheduleConductor.class).look();
    other.get(ScheduleConductor.class).look();
    runTasks(other);
    runTasks(host);
    look();

    session(onlyRun(schedule));
    assertThat(sessions()).isEqualTo(1);
  }

  @Test
  @DisplayName("S-18 times that were missed come once")
  void missedTimesComeOnce() {
    Schedule schedule = create("hourly", Overlap.SKIP);

    world.clock.set(ONE.plus(Duration.ofMinutes(250)));
    look();
    look();

    assertThat(onlyRun(schedule).dueAt()).isEqualTo(ONE);
    assertThat(get(schedule).nextAt()).contains(ONE.plus(Duration.ofHours(5)));
  }

  @Test
  @DisplayName("S-18 a clock that is set back brings no time twice")
  void aClockThatIsSetBack() {
    Schedule schedule = create("hourly", Overlap.SKIP);
    world.clock.set(ONE);
    look();

    world.clock.set(FakeClock.NOON.minusSeconds(60));
    look();
    world.clock.set(ONE.plusSeconds(60));
    look();

    onlyRun(schedule);
  }

  @Test
  @DisplayName("S-18 a suspended schedule is not due; resumed, it makes up for nothing")
  void suspendAndResume() {
    Schedule schedule = create("hourly", Overlap.SKIP);
    Schedule suspended = operations.suspend(ANN, PROJECT, "hourly");
    assertThat(suspended.suspended()).isTrue();
    assertThatExceptionOfType(ScheduleException.WrongState.class)
        .isThrownBy(() -> operations.suspend(ANN, PROJECT, "hourly"));

    world.clock.set(ONE.plusSeconds(5));
    look();
    assertThat(runs(schedule)).isEmpty();
    Schedule resumed = operations.resume(ANN, PROJECT, schedule.id().value());
    look();

    assertThat(resumed.nextAt()).contains(ONE.plus(Duration.ofHours(1)));
    assertThat(runs(schedule)).isEmpty();
    assertThatExceptionOfType(ScheduleException.WrongState.class)
        .isThrownBy(() -> operations.resume(ANN, PROJECT, "hourly"));
  }

  @Test
  @DisplayName("S-18 a schedule is triggered now, suspended or not, and its next time stays")
  void trigger() {
    Schedule schedule = create("hourly", Overlap.SKIP);

    ScheduleRun run = operations.trigger(ANN, PROJECT, "hourly");
    look();

    assertThat(run.cause()).isEqualTo(Cause.TRIGGER);
    assertThat(run.state()).isEqualTo(State.PENDING);
    session(onlyRun(schedule));
    assertThat(get(schedule).nextAt()).contains(ONE);
    operations.suspend(ANN, PROJECT, "hourly");
    operations.trigger(ANN, PROJECT, "hourly");
    look();
    assertThat(runs(schedule)).hasSize(2);
    assertThat(get(schedule).suspended()).isTrue();
  }

  @Test
  @DisplayName("S-18 skip: while the last session lives a run is noted as skipped")
  void skip() {
    Schedule schedule = create("hourly", Overlap.SKIP);
    Session first = firstSession(schedule);

    world.clock.advance(Duration.ofHours(1));
    look();

    assertThat(runs(schedule))
        .extracting(ScheduleRun::state)
        .containsExactly(State.SKIPPED, State.STARTED);
    assertThat(runs(schedule).getFirst().message().orElseThrow()).contains(first.id().value());
    stop(first);
    world.clock.advance(Duration.ofHours(1));
    look();
    assertThat(session(runs(schedule).getFirst()).id()).isNotEqualTo(first.id());
  }

  @Test
  @DisplayName("S-18 queue: a run waits until the last session rests, one after the other")
  void queue() {
    Schedule schedule = create("hourly", Overlap.QUEUE);
    Session first = firstSession(schedule);
    world.clock.advance(Duration.ofHours(1));
    look();
    world.clock.advance(Duration.ofHours(1));
    look();
    assertThat(runs(schedule))
        .extracting(ScheduleRun::state)
        .containsExactly(State.PENDING, State.PENDING, State.STARTED);

    stop(first);
    look();

    assertThat(runs(schedule))
        .extracting(ScheduleRun::state)
        .containsExactly(State.PENDING, State.STARTED, State.STARTED);
  }

  @Test
  @DisplayName("S-18 ten runs of a schedule wait at most; more are noted as skipped")
  void aQueueIsBounded() {
    Schedule schedule = create("hourly", Overlap.QUEUE);
    firstSession(schedule);

    for (int i = 0; i <= Schedule.MAX_WAITING; i++) {
      world.clock.advance(Duration.ofHours(1));
      look();
    }

    assertThat(runs(schedule))
        .filteredOn(run -> run.state() == State.PENDING)
        .hasSize(Schedule.MAX_WAITING);
    assertThat(runs(schedule).getFirst().state()).isEqualTo(State.SKIPPED);
  }

  @Test
  @DisplayName("S-18 reuse: the session that lives is the run's, too; one that rests is not")
  void reuse() {
    Schedule schedule = create("hourly", Overlap.REUSE);
    Session first = firstSession(schedule);

    world.clock.advance(Duration.ofHours(1));
    look();
    assertThat(runs(schedule))
        .extracting(run -> run.session().orElseThrow())
        .containsExactly(first.id(), first.id());
    assertThat(sessions()).isEqualTo(1);

    stop(first);
    world.clock.advance(Duration.ofHours(1));
    look();
    assertThat(session(runs(schedule).getFirst()).id()).isNotEqualTo(first.id());
  }

  @Test
  @DisplayName(
      "S-18, M-01 reuse: the session that lives is told the prompt, once however often tried")
  void reuseSaysThePrompt() {
    Schedule schedule = reusing(Requests.ofAgent("go on"));
    Session session = firstSession(schedule);
    List<Task> begun = world.tasks.list(PROJECT, Optional.empty(), 100);

    world.clock.advance(Duration.ofHours(1));
    host.get(ScheduleConductor.class).look();
    Task next =
        world.tasks.list(PROJECT, Optional.empty(), 100).stream()
            .filter(task -> !begun.contains(task))
            .findFirst()
            .orElseThrow();
    host.get(BeginsRun.class).run(next);
    host.get(BeginsRun.class).run(next);

    assertThat(world.messages.read(session.id(), 0, 10))
        .extracting(Message::text, Message::sender, Message::role)
        .containsExactly(tuple("go on", ANN.id(), MessageRole.USER));
    assertThat(runs(schedule)).extracting(ScheduleRun::state).containsOnly(State.STARTED);
  }

  @Test
  @DisplayName("S-18 reuse: a living session without an agent to tell fails the run, saying why")
  void reuseWithoutAnAgent() {
    SessionSpec spec = Requests.ofAgent("go on").spec();
    var told =
        new AgentSettings(
            Optional.empty(), spec.agent().initialPrompt(), LlmSettings.DEFAULT, Map.of());
    Schedule schedule =
        reusing(
            CreateSession.of(
                new SessionSpec(
                    spec.kind(),
                    spec.runtime(),
                    told,
                    spec.run(),
                    spec.environment(),
                    spec.subject())));
    firstSession(schedule);

    world.clock.advance(Duration.ofHours(1));
    look();

    ScheduleRun last = runs(schedule).getFirst();
    assertThat(last.state()).isEqualTo(State.FAILED);
    assertThat(last.message().orElseThrow()).contains("there is no agent");
  }

  @Test
  @DisplayName("S-18, L-01 who dies between the session and the note of it leaves one session")
  void aCrashCreatesNoSecondSession() {
    Schedule schedule = create("hourly", Overlap.SKIP);
    world.clock.set(ONE);
    host.get(ScheduleConductor.class).look();
    ScheduleRun run = onlyRun(schedule);
    host.sessions()
        .create(
            ANN,
            PROJECT,
            new CreateSession(
                new Naming(
                    Optional.of(run.id().session()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                REQUEST.spec(),
                REQUEST.labels(),
                REQUEST.annotations(),
                REQUEST.owner(),
                REQUEST.parent(),
                REQUEST.role(),
                REQUEST.workers(),
                true));

    runTasks(host);

    assertThat(onlyRun(schedule).session()).contains(run.id().session());
    assertThat(sessions()).isEqualTo(1);
  }

  @Test
  @DisplayName("S-18 what refuses the session is noted on the run, and the next run is tried")
  void aRefusalFailsTheRun() {
    operations.create(
        ANN,
        PROJECT,
        new NewSchedule("gone", HOURLY, Overlap.SKIP, CreateSession.in(Path.of("/nowhere"))));
    Schedule schedule = operations.get(ANN, PROJECT, "gone");

    world.clock.set(ONE);
    look();
    assertThat(onlyRun(schedule).state()).isEqualTo(State.FAILED);
    assertThat(onlyRun(schedule).message().orElseThrow()).contains("location");
    world.clock.advance(Duration.ofHours(1));
    look();

    assertThat(runs(schedule)).hasSize(2);
  }

  @Test
  @DisplayName("S-18 a deleted schedule runs no more, and its sessions stay")
  void delete() {
    Schedule schedule = create("hourly", Overlap.SKIP);
    Session session = firstSession(schedule);

    operations.delete(ANN, PROJECT, "hourly");
    world.clock.advance(Duration.ofHours(1));
    look();

    assertThat(sessions()).isEqualTo(1);
    assertThat(world.store.find(session.id())).isPresent();
    assertThatExceptionOfType(NotFound.class)
        .isThrownBy(() -> operations.get(ANN, PROJECT, "hourly"));
    assertThatExceptionOfType(NotFound.class)
        .isThrownBy(() -> operations.delete(ANN, PROJECT, "hourly"));
  }

  @Test
  @DisplayName("S-18 a taken name, cron that cannot be read or never comes, names are refused")
  void refusals() {
    Schedule holder = create("hourly", Overlap.SKIP);

    assertThatExceptionOfType(AlreadyExists.class)
        .isThrownBy(() -> create("hourly", Overlap.SKIP))
        .satisfies(refusal -> assertThat(refusal.holder()).isEqualTo(holder.id().value()));
    assertRefused("cron", () -> create("odd", new Timing("whenever", HOURLY.zone())));
    assertRefused("cron", () -> create("never", new Timing("never", HOURLY.zone())));
    assertRefused("name", () -> create("Not A Name", Overlap.SKIP));
    assertRefused("name", () -> create("sch-1", Overlap.SKIP));
    assertRefused(
        "session.name",
        () -> new NewSchedule("named", HOURLY, Overlap.SKIP, REQUEST.named("always the same")));
    assertThatExceptionOfType(NotFound.class)
        .isThrownBy(
            () ->
                operations.create(
                    ANN,
                    new ProjectId("nowhere"),
                    new NewSchedule("hourly", HOURLY, Overlap.SKIP, REQUEST)));
    assertThat(operations.list(ANN, PROJECT)).containsExactly(holder);
  }

  @Test
  @DisplayName("S-18 a host that reads no cron refuses schedules, and leaves those of others alone")
  void aHostWithoutCron() {
    Schedule schedule = create("hourly", Overlap.SKIP);
    TestHost plain = TestHost.named("plain", world);
    world.clock.set(ONE);

    plain.get(ScheduleConductor.class).look();

    assertThat(runs(schedule)).isEmpty();
    assertThat(get(schedule)).isEqualTo(schedule);
    assertThatExceptionOfType(SessionException.Unsatisfied.class)
        .isThrownBy(
            () ->
                plain
                    .get(ScheduleOperations.class)
                    .create(ANN, PROJECT, new NewSchedule("more", HOURLY, Overlap.SKIP, REQUEST)));
  }

  @Test
  @DisplayName(
      "S-18, T-02 another person's schedule is not there; an organization's is its members'")
  void schedulesAreTheirOwners() {
    world.authorizeBy(Authorizer.OWNERS);
    Schedule anns = create("hourly", Overlap.SKIP);
    Caller bob = new Caller("bob", Set.of("org"));
    Schedule shared =
        operations.create(
            bob, PROJECT, new NewSchedule("shared", HOURLY, Overlap.SKIP, ofOrganization()));

    assertThat(operations.list(ANN, PROJECT)).containsExactly(anns);
    assertThat(operations.list(bob, PROJECT)).containsExactly(shared);
    assertThat(operations.list(new Caller("eve", Set.of("org")), PROJECT)).containsExactly(shared);
    assertThatExceptionOfType(NotFound.class)
        .isThrownBy(() -> operations.trigger(bob, PROJECT, "hourly"));
    assertThatExceptionOfType(NotFound.class)
        .isThrownBy(() -> operations.delete(ANN, PROJECT, shared.id().value()));
    assertThatExceptionOfType(SessionException.Denied.class)
        .isThrownBy(
            () ->
                operations.create(
                    ANN, PROJECT, new NewSchedule("more", HOURLY, Overlap.SKIP, ofOrganization())));

    world.clock.set(ONE);
    look();
    ScheduleRun run = operations.runs(bob, PROJECT, "shared", 10).getFirst();
    assertThat(session(run).identity().owner()).isEqualTo(shared.owner());
  }

  private static CreateSession ofOrganization() {
    return new CreateSession(
        REQUEST.naming(),
        REQUEST.spec(),
        REQUEST.labels(),
        REQUEST.annotations(),
        new OwnerChoice(OwnerScope.ORGANIZATION, Optional.of("org")),
        REQUEST.parent(),
        REQUEST.role(),
        REQUEST.workers(),
        true);
  }

  private static Optional<Instant> nextHour(Timing timing, Instant after) {
    if (timing.cron().equals("never")) {
      return Optional.empty();
    }
    Invalid.check(timing.equals(HOURLY), "cron", "cannot be read");
    return Optional.of(after.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1)));
  }

  private static void assertRefused(String field, Runnable request) {
    assertThatExceptionOfType(Invalid.class)
        .isThrownBy(request::run)
        .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(field));
  }

  private Schedule create(String name, Overlap overlap) {
    return operations.create(ANN, PROJECT, new NewSchedule(name, HOURLY, overlap, REQUEST));
  }

  private Schedule reusing(CreateSession request) {
    return operations.create(
        ANN, PROJECT, new NewSchedule("hourly", HOURLY, Overlap.REUSE, request));
  }

  private Schedule create(String name, Timing timing) {
    return operations.create(ANN, PROJECT, new NewSchedule(name, timing, Overlap.SKIP, REQUEST));
  }

  private Schedule get(Schedule schedule) {
    return operations.get(ANN, PROJECT, schedule.name());
  }

  private List<ScheduleRun> runs(Schedule schedule) {
    return operations.runs(ANN, PROJECT, schedule.name(), 100);
  }

  private ScheduleRun onlyRun(Schedule schedule) {
    assertThat(runs(schedule)).hasSize(1);
    return runs(schedule).getFirst();
  }

  private Session firstSession(Schedule schedule) {
    world.clock.set(ONE);
    look();
    Session session = session(onlyRun(schedule));
    host.settle(session.id());
    return session;
  }

  private Session session(ScheduleRun run) {
    SessionId id = run.session().orElseThrow();
    return world.store.find(id).orElseThrow();
  }

  private void stop(Session session) {
    host.sessions()
        .stop(
            ANN,
            PROJECT,
            new StopSession(Target.of(new SessionRef.ById(session.id())), Reason.USER));
    host.settle(session.id());
  }

  private int sessions() {
    return world.all().size();
  }

  private void look() {
    host.get(ScheduleConductor.class).look();
    runTasks(host);
  }

  private void runTasks(TestHost by) {
    for (Task task : world.tasks.list(PROJECT, Optional.of(TaskState.PENDING), 100)) {
      by.get(BeginsRun.class).run(task);
    }
  }
}
