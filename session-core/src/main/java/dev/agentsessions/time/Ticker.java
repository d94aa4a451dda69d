package dev.agentsessions.time;

import java.time.Duration;

/**
 * Monotonic time: the only clock that decides anything. Its zero is arbitrary, it differs from host
 * to host and starts anew with the program, so a reading is never stored. Safe from any thread.
 */
@FunctionalInterface
public interface Ticker {
  /** The running machine's own. */
  Ticker SYSTEM = () -> Duration.ofNanos(System.nanoTime());

  /** Time since an arbitrary start; never goes back. */
  Duration now();
}
