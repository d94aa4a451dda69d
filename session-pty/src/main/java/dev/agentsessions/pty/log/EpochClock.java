package dev.agentsessions.pty.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * Tells how long an epoch has been going on. The wall clock is asked once, when the epoch is
 * opened; from there on it may jump.
 *
 * @param start when the epoch began
 * @param openedMicros from the epoch's start to its opening here
 * @param nanos monotonic
 * @param openedNanos what {@code nanos} said at the opening
 */
record EpochClock(Instant start, long openedMicros, LongSupplier nanos, long openedNanos) {
  /**
   * For an epoch in which nothing is found it begins now, else it goes on behind the last record.
   */
  static EpochClock opened(EpochScan found, Instant now, LongSupplier nanos) {
    Instant start = found.epochStart().orElse(now.truncatedTo(ChronoUnit.MICROS));
    long micros = Math.max(found.micros(), ChronoUnit.MICROS.between(start, now));
    return new EpochClock(start, micros, nanos, nanos.getAsLong());
  }

  long micros() {
    return openedMicros + (nanos.getAsLong() - openedNanos) / 1000;
  }
}
