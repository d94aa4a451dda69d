package dev.agentsessions.reconcile;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.Duration;

/**
 * How patient the reconciler is.
 *
 * @param inactivityTimeout where neither session nor project says one; zero: never (L-04)
 * @param watch longest time between two looks at a running session
 * @param soon between looks while something is under way that nobody announces
 * @param maxRestarts automatic restarts of a lost worker within {@code restartWindow}
 * @param parallel passes at the same time
 */
public record ReconcilerConfig(
    Duration inactivityTimeout,
    Duration watch,
    Duration soon,
    int maxRestarts,
    Duration restartWindow,
    int parallel) {
  public static final ReconcilerConfig DEFAULT =
      new ReconcilerConfig(
          Duration.ofHours(24),
          Duration.ofSeconds(10),
          Duration.ofMillis(200),
          5,
          Duration.ofMinutes(10),
          32);

  public ReconcilerConfig {
    checkArgument(!inactivityTimeout.isNegative(), "inactivityTimeout: %s", inactivityTimeout);
    checkArgument(watch.isPositive(), "watch: %s", watch);
    checkArgument(soon.isPositive(), "soon: %s", soon);
    checkArgument(maxRestarts >= 0, "maxRestarts: %s", maxRestarts);
    checkArgument(restartWindow.isPositive(), "restartWindow: %s", restartWindow);
    checkArgument(parallel > 0, "parallel: %s", parallel);
  }
}
