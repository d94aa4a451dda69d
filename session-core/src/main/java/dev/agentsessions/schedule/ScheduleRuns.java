package dev.agentsessions.schedule;

import java.util.List;
import java.util.Optional;

/** The part of {@link Schedules} that is about their runs. */
public interface ScheduleRuns {
  Optional<ScheduleRun> find(RunId run);

  /**
   * A schedule's runs, newest first.
   *
   * @param max at least 1
   */
  List<ScheduleRun> list(ScheduleId schedule, int max);

  /** The run that had a session last. */
  Optional<ScheduleRun> lastStarted(ScheduleId schedule);

  /**
   * Runs that are pending, of all schedules, oldest first.
   *
   * @param max at least 1
   */
  List<ScheduleRun> pending(int max);

  /**
   * Replaces a run, if it is still pending.
   *
   * @return whether it did
   */
  boolean end(ScheduleRun run);
}
