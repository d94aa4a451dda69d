package dev.agentsessions.http;

import dev.agentsessions.time.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** The machine's monotonic time, on which a test leaps ahead. Thread-safe. */
final class LeapingTicker implements Ticker {
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  @Override
  public Duration now() {
    return Ticker.SYSTEM.now().plus(ahead.get());
  }

  void leap(Duration by) {
    ahead.updateAndGet(before -> before.plus(by));
  }
}
