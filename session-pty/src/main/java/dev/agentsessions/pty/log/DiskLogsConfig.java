package dev.agentsessions.pty.log;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How output is kept on disk.
 *
 * @param data the data directory; output is in its folder {@code output}, made when missing
 * @param segmentBytes a segment whose files have grown to this size is ended; at least 1
 * @param syncDelay longest time from a byte's write to the start of its sync, above zero
 */
public record DiskLogsConfig(Path data, long segmentBytes, Duration syncDelay) {
  /** Checks every value. */
  public DiskLogsConfig {
    Objects.requireNonNull(data, "data");
    if (segmentBytes < 1) {
      throw new IllegalArgumentException("segmentBytes is below 1: " + segmentBytes);
    }
    if (syncDelay.isNegative() || syncDelay.isZero()) {
      throw new IllegalArgumentException("syncDelay is not above zero: " + syncDelay);
    }
  }

  /** The usual values: segments of 8 MiB, a sync at most 100 ms after the oldest unsynced byte. */
  public static DiskLogsConfig at(Path data) {
    return new DiskLogsConfig(data, 8L << 20, Duration.ofMillis(100));
  }
}
