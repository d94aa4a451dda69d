package dev.agentsessions.k8s.operator;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.Duration;

/**
 * The lease that the one operator holds that acts.
 *
 * @param duration after which another operator takes over from one that was killed; at least a
 *     second
 */
public record LeaseConfig(String name, Duration duration) {
  public static final LeaseConfig DEFAULT =
      new LeaseConfig("agent-sessions-operator", Duration.ofSeconds(15));

  public LeaseConfig {
    checkArgument(!name.isBlank(), "a lease needs a name");
    checkArgument(duration.toSeconds() >= 1, "too short for a lease: %s", duration);
  }

  /** For so long a holder that cannot renew goes on. */
  Duration renewDeadline() {
    return duration.multipliedBy(2).dividedBy(3);
  }

  Duration retryPeriod() {
    return duration.dividedBy(7);
  }
}
