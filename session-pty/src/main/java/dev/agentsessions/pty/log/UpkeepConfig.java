package dev.agentsessions.pty.log;

import java.time.Duration;

/**
 * How much output is kept, and in which form.
 *
 * @param maxBytes what the output of one worker may take on the disk, at least 1; the oldest goes
 *     first, and the segment that is written last stays
 * @param afterRest how long output is kept once its session rests, above zero
 * @param compressAfter how long a closed segment stays as it is, not negative: what was printed
 *     last is read most
 * @param sweep how often all output is looked at, above zero; closed segments are looked at when
 *     they close
 */
public record UpkeepConfig(
    long maxBytes, Duration afterRest, Duration compressAfter, Duration sweep) {
  /** 256 MiB and 7 days; compressed after a minute; looked at every hour. */
  public static final UpkeepConfig USUAL =
      new UpkeepConfig(256L << 20, Duration.ofDays(7), Duration.ofMinutes(1), Duration.ofHours(1));

  /** Checks every value. */
  public UpkeepConfig {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes is below 1: " + maxBytes);
    }
    if (!afterRest.isPositive()) {
      throw new IllegalArgumentException("afterRest is not above zero: " + afterRest);
    }
    if (compressAfter.isNegative()) {
      throw new IllegalArgumentException("compressAfter is negative: " + compressAfter);
    }
    if (!sweep.isPositive()) {
      throw new IllegalArgumentException("sweep is not above zero: " + sweep);
    }
  }
}
