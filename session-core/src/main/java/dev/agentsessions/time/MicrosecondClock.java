package dev.agentsessions.time;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Wall time truncated to the microseconds that every store keeps, so that a value read back equals
 * the value written.
 */
public record MicrosecondClock(InstantSource source) implements InstantSource {
  public MicrosecondClock {
    requireNonNull(source, "source");
  }

  /** The running machine's clock. */
  public static MicrosecondClock system() {
    return new MicrosecondClock(InstantSource.system());
  }

  @Override
  public Instant instant() {
    return source.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
