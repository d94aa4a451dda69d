package dev.agentsessions.schedule;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.CreateSession.Naming;
import dev.agentsessions.operation.Messages;
import dev.agentsessions.operation.SendMessage;
import dev.agentsessions.operation.Sessions;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskHandler;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets a run have its session: creates it or, where that is to be reused and still lives, says
 * there what a new one would be told first (M-01). The ids of both follow from the run's, so
 * whoever was interrupted in between does it once. A refusal is what became of the run; only what
 * may pass is tried again.
 */
final class BeginsRun implements TaskHandler {
  static final String NAME = "schedule-run";

  /** The label of every session that a schedule made: the schedule's id. */
  private static final String LABEL = "schedule";

  private final Schedules schedules;
  private final LastSession last;
  private final Sessions sessions;
  private final Messages messages;

  @Inject
  BeginsRun(Schedules schedules, LastSession last, Sessions sessions, Messages messages) {
    this.schedules = requireNonNull(schedules, "schedules");
    this.last = requireNonNull(last, "last");
    this.sessions = requireNonNull(sessions, "sessions");
    this.messages = requireNonNull(messages, "messages");
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
    try {
      Optional<Session> living =
          schedule.overlap() == Overlap.REUSE ? last.living(schedule.id()) : Optional.empty();
      return run.started(
          living.isPresent() ? told(living.get().id(), run, schedule) : created(run, schedule));
    } catch (SessionException.Unavailable | SessionException.OutcomeUnknown passing) {
      throw passing;
    } catch (SessionException refused) {
      return run.failed(String.valueOf(refused.getMessage()));
    }
  }

  private SessionId created(ScheduleRun run, Schedule schedule) {
    SessionId id = run.id().session();
    try {
      sessions.create(caller(schedule), schedule.project(), request(schedule, id));
    } catch (SessionException.AlreadyExists taken) {
      if (!taken.holder().equals(id.value())) { // not by this run, before it was interrupted
        throw taken;
      }
    }
    return id;
  }

  /** Without a prompt there is nothing to say: the session that lives is all that was wanted. */
  private SessionId told(SessionId session, ScheduleRun run, Schedule schedule) {
    schedule
        .request()
        .spec()
        .agent()
        .initialPrompt()
        .filter(prompt -> !prompt.isBlank())
        .ifPresent(
            prompt ->
                messages.send(
                    caller(schedule),
                    schedule.project(),
                    SendMessage.of(new SessionRef.ById(session), prompt).known(run.id().value())));
    return session;
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
