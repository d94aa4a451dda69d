package dev.agentsessions.session;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A write without version and event, at most every 10 s a session.
 *
 * @param activityAt absent: nothing happened; the stored time never goes back
 * @param elapsed of the run, with {@code at} as its time of measurement; absent: not measured
 */
public record Touch(
    SessionId session, Instant at, Optional<Instant> activityAt, Optional<Duration> elapsed) {
  public Touch {
    requireNonNull(session, "session");
    requireNonNull(at, "at");
    requireNonNull(activityAt, "activityAt");
    elapsed.ifPresent(time -> checkArgument(!time.isNegative(), "elapsed is negative: %s", time));
  }

  /** Something was typed or printed. */
  public static Touch activity(SessionId session, Instant at) {
    return new Touch(session, at, Optional.of(at), Optional.empty());
  }
}
