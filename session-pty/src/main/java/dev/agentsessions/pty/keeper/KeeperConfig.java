package dev.agentsessions.pty.keeper;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How a keeper treats its workers.
 *
 * @param data the data directory; its folder {@code keepers}, made when missing, names those who
 *     keep workers for it
 * @param grace from asking processes to end to killing them, not negative
 * @param closingGrace the same when the keeper itself is closed, or is not there any more; not
 *     negative
 * @param inputLimit the most bytes that wait for a process which does not read, at least 1
 */
public record KeeperConfig(Path data, Duration grace, Duration closingGrace, int inputLimit) {
  /** Checks every value. */
  public KeeperConfig {
    Objects.requireNonNull(data, "data");
    if (grace.isNegative() || closingGrace.isNegative()) {
      throw new IllegalArgumentException("a grace is negative: " + grace + ", " + closingGrace);
    }
    if (inputLimit < 1) {
      throw new IllegalArgumentException("inputLimit is below 1: " + inputLimit);
    }
  }

  /** The usual values: 5 s, 2 s, and 1 MiB. */
  public static KeeperConfig at(Path data) {
    return new KeeperConfig(data, Duration.ofSeconds(5), Duration.ofSeconds(2), 1 << 20);
  }

  /** Where the keepers of the data directory are entered. */
  Path keepers() {
    return data.resolve("keepers");
  }
}
