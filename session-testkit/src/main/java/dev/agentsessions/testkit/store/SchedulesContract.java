package dev.agentsessions.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.CreateSession.Naming;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.operation.OwnerChoice;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.schedule.Overlap;
import dev.agentsessions.schedule.RunId;
import dev.agentsessions.schedule.Schedule;
import dev.agentsessions.schedule.ScheduleId;
import dev.agentsessions.schedule.ScheduleRun;
import dev.agentsessions.schedule.ScheduleRun.Cause;
import dev.agentsessions.schedule.ScheduleRun.State;
import dev.agentsessions.schedule.Schedules;
import dev.agentsessions.schedule.Timing;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotEmpty;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.WindowSize;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Schedules} promises. Projects and ids are new ones, so one store serves all.
 */
public interface SchedulesContract extends StorePorts {
  Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");

  @Test
  @DisplayName("S-18 a schedule is stored with all that it has")
  default void aScheduleIsStoredWhole() {
    Schedule full = stored(newProject(), "full", Optional.of(MIDNIGHT));
    Schedule bare =
        new Schedule(
            newId(),
            full.project(),
            "bare",
            new Timing("0 0 * * *", ZoneId.of("UTC")),
            Overlap.SKIP,
            CreateSession.in(Path.of("/work")),
            true,
            Optional.empty(),
            MIDNIGHT,
            "ann",
            1);
    schedules().create(bare);

    assertThat(schedules().find(full.id())).contains(full);
    assertThat(schedules().find(bare.id())).contains(bare);
    assertThat(schedules().list(full.project())).containsExactly(bare, full);
    assertThat(schedules().list(newProject())).isEmpty();
    assertThat(schedules().find(newId())).isEmpty();
  }

  @Test
  @DisplayName("S-18 a name that is taken in the project is refused with its holder")
  default void aTakenNameIsRefused() {
    Schedule holder = stored(newProject(), "nightly", Optional.of(MIDNIGHT));

    assertThatExceptionOfType(AlreadyExists.class)
        .isThrownBy(() -> stored(holder.project(), "nightly", Optional.empty()))
        .satisfies(
            refusal -> {
              assertThat(refusal.field()).isEqualTo("name");
              assertThat(refusal.holder()).isEqualTo(holder.id().value());
            });
    assertThat(schedules().list(holder.project())).containsExactly(holder);
    assertThat(stored(newProject(), "nightly", Optional.empty())).isNotNull();
  }

  @Test
  @DisplayName("S-18 schedules that are due are found, the longest due first")
  default void dueSchedulesAreFound() {
    ProjectId project = newProject();
    Schedule later = stored(project, "later", Optional.of(MIDNIGHT.plusSeconds(60)));
    Schedule first = stored(project, "first", Optional.of(MIDNIGHT.minusSeconds(60)));
    Schedule second = stored(project, "second", Optional.of(MIDNIGHT));
    stored(project, "never", Optional.empty());

    assertThat(due(project, MIDNIGHT.minusSeconds(61))).isEmpty();
    assertThat(due(project, MIDNIGHT)).containsExactly(first, second);
    assertThat(due(project, MIDNIGHT.plusSeconds(60))).containsExactly(first, second, later);
    assertThat(schedules().due(MIDNIGHT, 1)).hasSize(1);
  }

  @Test
  @DisplayName("S-18 of many that see a schedule due one makes the run")
  default void oneOfManyMakesTheRun() throws Exception {
    Schedule due = stored(newProject(), "nightly", Optional.of(MIDNIGHT));
    Schedule next = due.dueAt(Optional.of(MIDNIGHT.plus(Duration.ofDays(1))));

    List<Future<Boolean>> changes = new ArrayList<>();
    try (ExecutorService hosts = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        changes.add(
            hosts.submit(() -> schedules().change(due, next, Optional.of(run(due, MIDNIGHT)))));
      }
    }

    int made = 0;
    for (Future<Boolean> change : changes) {
      made += change.get() ? 1 : 0;
    }
    assertThat(made).isEqualTo(1);
    assertThat(schedules().runs().list(due.id(), 10)).hasSize(1);
    assertThat(schedules().find(due.id())).contains(next);
  }

  @Test
  @DisplayName("S-18 who changes what somebody else changed meanwhile changes nothing")
  default void aStaleChangeChangesNothing() {
    Schedule before = stored(newProject(), "nightly", Optional.of(MIDNIGHT));
    Schedule suspended = before.suspend();
    assertThat(schedules().change(before, suspended, Optional.empty())).isTrue();

    boolean changed =
        schedules()
            .change(before, before.dueAt(Optional.empty()), Optional.of(run(before, MIDNIGHT)));

    assertThat(changed).isFalse();
    assertThat(schedules().find(before.id())).contains(suspended);
    assertThat(schedules().runs().list(before.id(), 10)).isEmpty();
  }

  @Test
  @DisplayName("S-18 a run ends once, and then says how")
  default void aRunEndsOnce() {
    Schedule schedule = stored(newProject(), "nightly", Optional.of(MIDNIGHT));
    ScheduleRun run = added(schedule, run(schedule, MIDNIGHT));
    assertThat(schedules().runs().find(run.id())).contains(run);
    assertThat(pending(schedule)).containsExactly(run);
    ScheduleRun started = run.started(run.id().session());

    assertThat(schedules().runs().end(started)).isTrue();
    assertThat(schedules().runs().end(run.failed("too late"))).isFalse();

    assertThat(schedules().runs().find(run.id())).contains(started);
    assertThat(pending(schedule)).isEmpty();
    assertThat(schedules().runs().end(run(schedule, MIDNIGHT).skipped("unknown"))).isFalse();
  }

  @Test
  @DisplayName("S-18 runs are listed newest first, and the one that had a session last is found")
  default void runsAreListed() {
    Schedule schedule = stored(newProject(), "nightly", Optional.of(MIDNIGHT));
    ScheduleRun first = added(schedule, run(schedule, MIDNIGHT));
    ScheduleRun second = added(schedule, run(schedule, MIDNIGHT.plusSeconds(60)));
    ScheduleRun third = added(schedule, run(schedule, MIDNIGHT.plusSeconds(120)));
    assertThat(schedules().runs().lastStarted(schedule.id())).isEmpty();
    ScheduleRun started = first.started(new SessionId("ses-1"));
    schedules().runs().end(started);
    ScheduleRun skipped = second.skipped("busy");
    schedules().runs().end(skipped);

    assertThat(schedules().runs().list(schedule.id(), 10)).containsExactly(third, skipped, started);
    assertThat(schedules().runs().list(schedule.id(), 2)).containsExactly(third, skipped);
    assertThat(schedules().runs().lastStarted(schedule.id())).contains(started);
  }

  @Test
  @DisplayName("S-18 the last 100 runs are kept, and all that are pending")
  default void oldRunsAreForgotten() {
    Schedule schedule = stored(newProject(), "often", Optional.of(MIDNIGHT));
    ScheduleRun pending = added(schedule, run(schedule, MIDNIGHT));
    for (int i = 1; i <= Schedules.KEPT_RUNS + 5; i++) {
      ScheduleRun next = added(schedule, run(schedule, MIDNIGHT.plusSeconds(i)));
      schedules().runs().end(next.skipped("run " + i));
    }
    added(schedule, run(schedule, MIDNIGHT.plus(Duration.ofHours(1))));

    List<ScheduleRun> kept = schedules().runs().list(schedule.id(), 1000);

    assertThat(kept).contains(pending);
    assertThat(kept).filteredOn(run -> run.state() == State.SKIPPED).hasSize(Schedules.KEPT_RUNS);
    assertThat(kept).extracting(ScheduleRun::message).doesNotContain(Optional.of("run 5"));
  }

  @Test
  @DisplayName("S-18 a schedule that is deleted is gone with its runs, and its name is free")
  default void aScheduleIsDeleted() {
    Schedule schedule = stored(newProject(), "nightly", Optional.of(MIDNIGHT));
    ScheduleRun run = added(schedule, run(schedule, MIDNIGHT));

    schedules().delete(schedule.id());

    assertThat(schedules().find(schedule.id())).isEmpty();
    assertThat(schedules().runs().find(run.id())).isEmpty();
    assertThat(pending(schedule)).isEmpty();
    assertThatExceptionOfType(NotFound.class).isThrownBy(() -> schedules().delete(schedule.id()));
    assertThat(schedules().change(schedule, schedule.suspend(), Optional.empty())).isFalse();
    stored(schedule.project(), "nightly", Optional.empty());
  }

  @Test
  @DisplayName("S-28, S-18 a project with a schedule stays, and one that is gone gets none")
  default void aScheduleKeepsItsProject() {
    Schedule schedule = stored(newProject(), "nightly", Optional.of(MIDNIGHT));

    assertThatExceptionOfType(NotEmpty.class)
        .isThrownBy(() -> projects().delete(schedule.project()))
        .withMessageContaining("schedules");
    assertThat(schedules().list(schedule.project())).containsExactly(schedule);

    schedules().delete(schedule.id());
    projects().delete(schedule.project());
    assertThatExceptionOfType(NotFound.class)
        .isThrownBy(() -> stored(schedule.project(), "nightly", Optional.empty()))
        .withMessageContaining("project");
    assertThat(schedules().list(schedule.project())).isEmpty();
  }

  private List<Schedule> due(ProjectId project, Instant now) {
    return schedules().due(now, 1000).stream()
        .filter(each -> each.project().equals(project))
        .toList();
  }

  private List<ScheduleRun> pending(Schedule schedule) {
    return schedules().runs().pending(1000).stream()
        .filter(run -> run.schedule().equals(schedule.id()))
        .toList();
  }

  private ScheduleRun added(Schedule schedule, ScheduleRun run) {
    Schedule before = schedules().find(schedule.id()).orElseThrow();
    assertThat(schedules().change(before, before.touched(), Optional.of(run))).isTrue();
    return run;
  }

  private Schedule stored(ProjectId project, String name, Optional<Instant> nextAt) {
    var schedule =
        new Schedule(
            newId(),
            project,
            name,
            new Timing("*/5 8-17 * * MON-FRI", ZoneId.of("Europe/Berlin")),
            Overlap.QUEUE,
            request(),
            false,
            nextAt,
            MIDNIGHT,
            "ann",
            1);
    schedules().create(schedule);
    return schedule;
  }

  private static CreateSession request() {
    return new CreateSession(
        new Naming(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("Every night")),
        SessionSpec.of(new QuickSession(Path.of("/work"))),
        Map.of("team", "a"),
        Map.of("note", "größer ✓"),
        new OwnerChoice(OwnerScope.ORGANIZATION, Optional.of("org-1")),
        Optional.of(new SessionId("ses-parent")),
        Optional.of("night watch"),
        Optional.of(
            List.of(
                new NewWorker(
                    new TerminalWorker(List.of("make", "test")),
                    Optional.of("Tests"),
                    new WindowSize(80, 24)))),
        false);
  }

  private static ScheduleRun run(Schedule schedule, Instant at) {
    return new ScheduleRun(
        new RunId(RunId.PREFIX + UUID.randomUUID()),
        schedule.id(),
        schedule.project(),
        Cause.TIME,
        MIDNIGHT,
        at,
        State.PENDING,
        Optional.empty(),
        Optional.empty());
  }

  private static ScheduleId newId() {
    return new ScheduleId(ScheduleId.PREFIX + UUID.randomUUID());
  }

  private ProjectId newProject() {
    return SampleProject.in(this).id();
  }
}
