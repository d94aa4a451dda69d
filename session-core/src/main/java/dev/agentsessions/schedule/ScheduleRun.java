package dev.agentsessions.schedule;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * One time that a schedule was due, or was triggered. A value: what becomes of it is the next one.
 *
 * @param dueAt when it should have begun, which may be long before it did
 * @param session that it created, or reused
 * @param message why it was skipped or failed, for people
 */
public record ScheduleRun(
    RunId id,
    ScheduleId schedule,
    ProjectId project,
    Cause cause,
    Instant dueAt,
    Instant createdAt,
    State state,
    Optional<SessionId> session,
    Optional<String> message) {
  /** Why it is there. Stored by name. */
  public enum Cause {
    TIME,
    TRIGGER
  }

  /** How far it is. Stored by name. */
  public enum State {
    /** Waits, or its session is being created. */
    PENDING,
    /** Has its session. */
    STARTED,
    SKIPPED,
    FAILED
  }

  public ScheduleRun {
    requireNonNull(id, "id");
    requireNonNull(schedule, "schedule");
    requireNonNull(project, "project");
    requireNonNull(cause, "cause");
    requireNonNull(dueAt, "dueAt");
    requireNonNull(createdAt, "createdAt");
    requireNonNull(state, "state");
    requireNonNull(session, "session");
    requireNonNull(message, "message");
  }

  static ScheduleRun of(RunId id, Schedule schedule, Cause cause, Instant dueAt, Instant now) {
    return new ScheduleRun(
        id,
        schedule.id(),
        schedule.project(),
        cause,
        dueAt,
        now,
        State.PENDING,
        Optional.empty(),
        Optional.empty());
  }

  public ScheduleRun started(SessionId session) {
    return ended(State.STARTED, Optional.of(session), Optional.empty());
  }

  public ScheduleRun skipped(String why) {
    return ended(State.SKIPPED, Optional.empty(), Optional.of(why));
  }

  public ScheduleRun failed(String why) {
    return ended(State.FAILED, Optional.empty(), Optional.of(why));
  }

  private ScheduleRun ended(State next, Optional<SessionId> with, Optional<String> why) {
    return new ScheduleRun(id, schedule, project, cause, dueAt, createdAt, next, with, why);
  }
}
