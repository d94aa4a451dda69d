package dev.agentsessions.schedule;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where schedules and their runs outlive the program. Safe for many threads and processes. Passes
 * {@code SchedulesContract}.
 */
public interface Schedules {
  /** Runs kept of each schedule, besides those that are pending. */
  int KEPT_RUNS = 100;

  /**
   * @throws SessionException.AlreadyExists if the project has one of this name
   * @throws SessionException.NotFound if there is no such project
   */
  void create(Schedule schedule);

  Optional<Schedule> find(ScheduleId schedule);

  /** A project's schedules, by name. */
  List<Schedule> list(ProjectId project);

  /**
   * Schedules that are due at or before an instant, the longest due first.
   *
   * @param max at least 1
   */
  List<Schedule> due(Instant now, int max);

  /**
   * Replaces what is stored, if it still has the version before, and adds a run with it; so of
   * several that see a schedule due one makes the run.
   *
   * @return whether it did
   */
  boolean change(Schedule before, Schedule after, Optional<ScheduleRun> run);

  /**
   * Forgets a schedule and its runs; their sessions stay.
   *
   * @throws SessionException.NotFound if it is not there
   */
  void delete(ScheduleId schedule);

  /** Its runs. */
  ScheduleRuns runs();
}
