package dev.agentsessions.schedule;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.identity.Reach;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.Projects;
import dev.agentsessions.schedule.ScheduleRun.Cause;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.Unavailable;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What callers may do with schedules (S-18). Safe for many threads.
 *
 * <p>Every method throws {@link SessionException.Denied} when the caller may not, and {@link
 * SessionException.NotFound} when the project or the schedule is not there, or not the caller's. A
 * schedule is named by its id or its name.
 */
public final class ScheduleOperations {
  private static final int TRIES = 10;

  private final Schedules schedules;
  private final ScheduleConductor conductor;
  private final Cron cron;
  private final Projects projects;
  private final Authorizer authorizer;
  private final InstantSource clock;
  private final IdGenerator ids;

  @Inject
  ScheduleOperations(
      Schedules schedules,
      ScheduleConductor conductor,
      Cron cron,
      Projects projects,
      Authorizer authorizer,
      InstantSource clock,
      IdGenerator ids) {
    this.schedules = requireNonNull(schedules, "schedules");
    this.conductor = requireNonNull(conductor, "conductor");
    this.cron = requireNonNull(cron, "cron");
    this.projects = requireNonNull(projects, "projects");
    this.authorizer = requireNonNull(authorizer, "authorizer");
    this.clock = requireNonNull(clock, "clock");
    this.ids = requireNonNull(ids, "ids");
  }

  /**
   * @throws SessionException.Invalid if cron cannot be read, or names no time that ever comes
   * @throws SessionException.AlreadyExists if the name is taken; names the holder
   */
  public Schedule create(Caller caller, ProjectId project, NewSchedule wanted) {
    authorizer.check(caller, Permission.EDIT, project);
    checkThere(project);
    checkMembership(caller, wanted);
    Instant now = clock.instant();
    Optional<Instant> first = cron.next(wanted.timing(), now);
    SessionException.Invalid.check(first.isPresent(), "cron", "names no time that ever comes");
    var schedule =
        new Schedule(
            new ScheduleId(ids.next(ScheduleId.PREFIX)),
            project,
            wanted.name(),
            wanted.timing(),
            wanted.overlap(),
            wanted.request(),
            false,
            first,
            now,
            caller.id(),
            1);
    schedules.create(schedule);
    return schedule;
  }

  /** By name. */
  public List<Schedule> list(Caller caller, ProjectId project) {
    checkThere(project);
    return within(caller, Permission.VIEW, project);
  }

  public Schedule get(Caller caller, ProjectId project, String schedule) {
    return find(caller, Permission.VIEW, project, schedule);
  }

  /** Deletes it and what is known of its runs; their sessions stay. */
  public void delete(Caller caller, ProjectId project, String schedule) {
    schedules.delete(find(caller, Permission.EDIT, project, schedule).id());
  }

  /**
   * Lets no time come until it is resumed.
   *
   * @throws ScheduleException.WrongState if it is suspended
   */
  public Schedule suspend(Caller caller, ProjectId project, String schedule) {
    return change(caller, project, schedule, before -> checked(before, false, "suspend").suspend());
  }

  /**
   * Lets times come again; those that were missed meanwhile do not.
   *
   * @throws ScheduleException.WrongState unless it is suspended
   */
  public Schedule resume(Caller caller, ProjectId project, String schedule) {
    return change(
        caller,
        project,
        schedule,
        before ->
            checked(before, true, "resume").dueAt(cron.next(before.timing(), clock.instant())));
  }

  /** Makes one run more, now, also of a suspended schedule; its overlap is heeded. */
  public ScheduleRun trigger(Caller caller, ProjectId project, String schedule) {
    for (int tries = 0; tries < TRIES; tries++) {
      Schedule before = find(caller, Permission.EDIT, project, schedule);
      ScheduleRun run = conductor.run(before, Cause.TRIGGER, clock.instant());
      if (schedules.change(before, before.touched(), Optional.of(run))) {
        return run;
      }
    }
    throw busy();
  }

  /**
   * Newest first; the last {@link Schedules#KEPT_RUNS} are known.
   *
   * @param max at least 1
   */
  public List<ScheduleRun> runs(Caller caller, ProjectId project, String schedule, int max) {
    return schedules.runs().list(find(caller, Permission.VIEW, project, schedule).id(), max);
  }

  private Schedule change(
      Caller caller, ProjectId project, String schedule, UnaryOperator<Schedule> change) {
    for (int tries = 0; tries < TRIES; tries++) {
      Schedule before = find(caller, Permission.EDIT, project, schedule);
      Schedule after = change.apply(before);
      if (schedules.change(before, after, Optional.empty())) {
        return after;
      }
    }
    throw busy();
  }

  private static Schedule checked(Schedule schedule, boolean suspended, String what) {
    if (schedule.suspended() != suspended) {
      throw new ScheduleException.WrongState(schedule, what);
    }
    return schedule;
  }

  /** Those whose sessions the caller has to do with, by name. */
  private List<Schedule> within(Caller caller, Permission permission, ProjectId project) {
    Reach reach = authorizer.reach(caller, permission, project);
    return schedules.list(project).stream().filter(each -> isWithin(reach, each)).toList();
  }

  private static boolean isWithin(Reach reach, Schedule schedule) {
    return switch (reach) {
      case Reach.Everything any -> true;
      case Reach.Owned of -> of.owners().contains(schedule.owner());
      case Reach.OneSession one -> false;
    };
  }

  private Schedule find(Caller caller, Permission permission, ProjectId project, String schedule) {
    return within(caller, permission, project).stream()
        .filter(each -> each.name().equals(schedule) || each.id().value().equals(schedule))
        .findFirst()
        .orElseThrow(() -> new SessionException.NotFound("schedule " + schedule));
  }

  /** As when a session is created: a run can do no more than who made the schedule. */
  private static void checkMembership(Caller caller, NewSchedule wanted) {
    Optional<String> organization = wanted.request().owner().organization();
    if (organization.isPresent() && !caller.organizations().contains(organization.get())) {
      throw new SessionException.Denied("not a member of organization " + organization.get());
    }
  }

  private void checkThere(ProjectId project) {
    if (projects.find(project).isEmpty()) {
      throw new SessionException.NotFound("project " + project);
    }
  }

  private static Unavailable busy() {
    return new Unavailable("the schedule changed again and again", null);
  }
}
