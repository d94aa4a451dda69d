package dev.agentsessions.reconcile;

import static com.google.common.base.Preconditions.checkArgument;

import java.time.Duration;
import java.util.Optional;

/**
 * When a session wants to be looked at again if nothing wakes it.
 *
 * @param in zero or more; absent: never
 */
public record NextLook(Optional<Duration> in) {
  public static final NextLook NOW = new NextLook(Optional.of(Duration.ZERO));
  public static final NextLook NEVER = new NextLook(Optional.empty());

  public NextLook {
    in.ifPresent(wait -> checkArgument(!wait.isNegative(), "in the past: %s", wait));
  }

  public static NextLook in(Duration wait) {
    return new NextLook(Optional.of(wait.isNegative() ? Duration.ZERO : wait));
  }
}
