package dev.agentsessions.session;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * What changes too often for versions and events; written by {@link SessionStore#touch}, and by
 * each message.
 *
 * @param lastActivityAt at most 10 s behind
 * @param elapsed of the present run, measured on owners' monotonic clocks, at most 10 s behind
 * @param measuredAt when {@code elapsed} was last written: a new owner adds the wall time since
 */
public record Liveness(
    Instant lastActivityAt, long messageCount, Duration elapsed, Instant measuredAt) {
  public Liveness {
    requireNonNull(lastActivityAt, "lastActivityAt");
    checkArgument(messageCount >= 0, "messageCount is not negative: %s", messageCount);
    checkArgument(!elapsed.isNegative(), "elapsed is negative: %s", elapsed);
    requireNonNull(measuredAt, "measuredAt");
  }

  public static Liveness from(Instant at) {
    return new Liveness(at, 0, Duration.ZERO, at);
  }

  /** The same at the start of a new run. */
  Liveness restarted(Instant at) {
    return new Liveness(at, messageCount, Duration.ZERO, at);
  }
}
