package dev.agentsessions.pty.keeper;

import java.time.Duration;

/**
 * How a keeper treats its workers.
 *
 * @param grace from asking processes to end to killing them, not negative
 * @param closingGrace the same when the keeper itself is closed, not negative
 * @param inputLimit the most bytes that wait for a process which does not read, at least 1
 */
public record KeeperConfig(Duration grace, Duration closingGrace, int inputLimit) {
  /** 5 s, 2 s, and 1 MiB. */
  public static final KeeperConfig USUAL =
      new KeeperConfig(Duration.ofSeconds(5), Duration.ofSeconds(2), 1 << 20);

  /** Checks every value. */
  public KeeperConfig {
    if (grace.isNegative() || closingGrace.isNegative()) {
      throw new IllegalArgumentException("a grace is negative: " + grace + ", " + closingGrace);
    }
    if (inputLimit < 1) {
      throw new IllegalArgumentException("inputLimit is below 1: " + inputLimit);
    }
  }
}
