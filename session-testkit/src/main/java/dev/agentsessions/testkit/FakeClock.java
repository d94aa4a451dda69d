package dev.agentsessions.testkit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Wall time that stands still until a test moves it, back too. Safe from any thread. */
public final class FakeClock implements InstantSource {
  /** Where {@link #atNoon} starts. */
  public static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final AtomicReference<Instant> now;

  public FakeClock(Instant start) {
    now = new AtomicReference<>(start.truncatedTo(ChronoUnit.MICROS));
  }

  public static FakeClock atNoon() {
    return new FakeClock(NOON);
  }

  /** In microseconds, as every store keeps it. */
  @Override
  public Instant instant() {
    return requireNonNull(now.get());
  }

  /** Passes time; a negative duration is a clock set back. */
  public void advance(Duration by) {
    now.updateAndGet(before -> before.plus(by).truncatedTo(ChronoUnit.MICROS));
  }

  /** Jumps, as a clock does that somebody sets. */
  public void set(Instant instant) {
    now.set(instant.truncatedTo(ChronoUnit.MICROS));
  }
}
