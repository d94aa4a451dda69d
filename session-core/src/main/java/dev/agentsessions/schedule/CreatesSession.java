package dev.agentsessions.schedule;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.CreateSession.Naming;
import dev.agentsessions.operation.Sessions;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskHandler;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Creates the session of a run. Its id follows from the run's, so whoever was interrupted in
 * between creates no second one. A refusal is what became of the run; only what may pass is tried
 * again.
 */
final class CreatesSession implements TaskHandler {
  static final String NAME = "schedule-run";

  /** The label of every session that a schedule made: the schedule's id. */
  private static final String LABEL = "schedule";

  private final Schedules schedules;
  private final Sessions sessions;

  @Inject
  CreatesSession(Schedules schedules, Sessions sessions) {
    this.schedules = requireNonNull(schedules, "schedules");
    this.sessions = requireNonNull(sessions, "sessions");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Task task) {
    Optional<ScheduleRun> run =
        schedules
            .runs()
            .find(new RunId(task.work().key()))
            .filter(found -> found.state() == ScheduleRun.State.PENDING);
    Optional<Schedule> schedule = run.flatMap(found -> schedules.find(found.schedule()));
    if (schedule.isPresent()) {
      schedules.runs().end(ended(run.get(), schedule.get()));
    }
  }

  private ScheduleRun ended(ScheduleRun run, Schedule schedule) {
    SessionId id = run.id().session();
    try {
      sessions.create(caller(schedule), schedule.project(), request(schedule, id));
      return run.started(id);
    } catch (SessionException.Unavailable | SessionException.OutcomeUnknown passing) {
      throw passing;
    } catch (SessionException.AlreadyExists taken) {
      return taken.holder().equals(id.value())
          ? run.started(id) // before somebody was interrupted
          : run.failed(String.valueOf(taken.getMessage()));
    } catch (SessionException refused) {
      return run.failed(String.valueOf(refused.getMessage()));
    }
  }

  /** Who made the schedule: a member of the organization that its sessions belong to, then. */
  private static Caller caller(Schedule schedule) {
    return new Caller(
        schedule.createdBy(),
        schedule.request().owner().organization().map(Set::of).orElseGet(Set::of));
  }

  private static CreateSession request(Schedule schedule, SessionId id) {
    CreateSession wanted = schedule.request();
    Map<String, String> labels = new HashMap<>(wanted.labels());
    labels.put(LABEL, schedule.id().value());
    return new CreateSession(
        new Naming(
            Optional.of(id), Optional.empty(), Optional.empty(), wanted.naming().displayName()),
        wanted.spec(),
        labels,
        wanted.annotations(),
        wanted.owner(),
        wanted.parent(),
        wanted.role(),
        wanted.workers(),
        wanted.start());
  }
}
