package dev.agentsessions.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What goes through terminals on this host. */
public enum TerminalBytes {
  /** By clients, into processes. */
  TYPED,
  /** Output, to each client that watches. */
  SENT;

  /** The figure of this direction. */
  public Counter of(MeterRegistry registry) {
    return Counter.builder("sessions.terminal")
        .description("bytes that clients typed and were sent")
        .baseUnit("bytes")
        .tag("direction", name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
