package dev.agentsessions.session;

import java.time.Duration;
import java.util.Optional;

/**
 * When a run ends by itself.
 *
 * @param timeout counted from the run's start (L-03), above zero; absent: none
 * @param inactivityTimeout zero: never; absent: the project's (L-04)
 * @param interactive false: one run, which implies {@code stopOnRunFinished}
 * @param stopOnRunFinished the agent's end completes the session (L-05)
 */
public record RunPolicy(
    Optional<Duration> timeout,
    Optional<Duration> inactivityTimeout,
    boolean interactive,
    boolean stopOnRunFinished) {
  public static final RunPolicy DEFAULT =
      new RunPolicy(Optional.empty(), Optional.empty(), true, false);

  public RunPolicy {
    timeout.ifPresent(
        limit ->
            SessionException.Invalid.check(
                limit.isPositive(), "spec.timeout", "must be above zero"));
    inactivityTimeout.ifPresent(
        limit ->
            SessionException.Invalid.check(
                !limit.isNegative(), "spec.inactivityTimeout", "must not be negative"));
    stopOnRunFinished = stopOnRunFinished || !interactive;
  }
}
