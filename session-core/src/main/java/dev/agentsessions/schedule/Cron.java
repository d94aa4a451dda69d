package dev.agentsessions.schedule;

import dev.agentsessions.session.SessionException;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads cron expressions. Safe from any thread. Passes {@code CronContract}.
 *
 * <p>Where clocks are set forward, a time that is left out comes when they are, once; but not one
 * of every hour or of some hours by steps, which go on by themselves. Where they are set back, a
 * time that is there twice comes the first time, and one of every hour both times.
 */
@FunctionalInterface
public interface Cron {
  /** For hosts that have no schedules. */
  Cron NONE =
      (timing, after) -> {
        throw new SessionException.Unsatisfied("cron", "is not read by this host");
      };

  /**
   * The first time after an instant; empty when there is none, as for the 30th of February.
   *
   * @throws SessionException.Invalid if the expression is none
   */
  Optional<Instant> next(Timing timing, Instant after);
}
