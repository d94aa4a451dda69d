package dev.agentsessions.schedule;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.schedule.ScheduleRun.Cause;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.task.NewTask;
import dev.agentsessions.task.Tasks;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes runs of schedules that are due, and lets each have its session when its turn comes. What it
 * does follows from what is stored, so it may stop anywhere, and many hosts may do it at once. By
 * wall time. Safe from any thread.
 */
final class ScheduleConductor {
  private static final Logger log = LoggerFactory.getLogger(ScheduleConductor.class);
  private static final int MAX = 200; // a look; the others come with the next one

  private final Schedules schedules;
  private final Cron cron;
  private final Tasks tasks;
  private final LastSession last;
  private final InstantSource clock;
  private final IdGenerator ids;

  @Inject
  ScheduleConductor(
      Schedules schedules,
      Cron cron,
      Tasks tasks,
      LastSession last,
      InstantSource clock,
      IdGenerator ids) {
    this.schedules = requireNonNull(schedules, "schedules");
    this.cron = requireNonNull(cron, "cron");
    this.tasks = requireNonNull(tasks, "tasks");
    this.last = requireNonNull(last, "last");
    this.clock = requireNonNull(clock, "clock");
    this.ids = requireNonNull(ids, "ids");
  }

  /** Looks once at everything. */
  void look() {
    Instant now = clock.instant();
    schedules.due(now, MAX).forEach(due -> fire(due, now));
    Set<ScheduleId> waiting = new HashSet<>();
    for (ScheduleRun run : schedules.runs().pending(MAX)) {
      if (waiting.add(run.schedule())) { // an earlier one of the schedule goes first
        decide(run);
      }
    }
  }

  /** However many times were missed, it is one run; the next time is after now. */
  private void fire(Schedule due, Instant now) {
    Instant at = due.nextAt().orElseThrow();
    try {
      Schedule next = due.dueAt(cron.next(due.timing(), now));
      schedules.change(due, next, Optional.of(run(due, Cause.TIME, at)));
    } catch (Invalid | Unsatisfied unread) { // left to a host that reads it
      log.warn("schedule {} is not run by this host: {}", due.id(), unread.getMessage());
    }
  }

  ScheduleRun run(Schedule schedule, Cause cause, Instant dueAt) {
    ScheduleRun run =
        ScheduleRun.of(new RunId(ids.next(RunId.PREFIX)), schedule, cause, dueAt, clock.instant());
    return waiting(schedule) >= Schedule.MAX_WAITING
        ? run.skipped(Schedule.MAX_WAITING + " runs wait already")
        : run;
  }

  private long waiting(Schedule schedule) {
    return schedules.runs().list(schedule.id(), Schedule.MAX_WAITING).stream()
        .filter(run -> run.state() == ScheduleRun.State.PENDING)
        .count();
  }

  private void decide(ScheduleRun run) {
    Optional<Schedule> schedule = schedules.find(run.schedule());
    if (schedule.isEmpty()) {
      return; // deleted just now, and its runs with it
    }
    Optional<Session> living = last.living(run.schedule());
    if (living.isEmpty() || schedule.get().overlap() == Overlap.REUSE) {
      tasks.enqueue(new NewTask(run.project(), BeginsRun.NAME, run.id().value(), Optional.empty()));
    } else if (schedule.get().overlap() == Overlap.SKIP) {
      schedules.runs().end(run.skipped("session " + living.get().id() + " still lives"));
    }
  }
}
