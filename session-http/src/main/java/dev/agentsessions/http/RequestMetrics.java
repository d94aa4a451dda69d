package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;

/** Counts and times requests by operation and status. Thread-safe. */
final class RequestMetrics {
  private static final String NAME = "sessions.http.requests";

  private final MeterRegistry registry;

  @Inject
  RequestMetrics(MeterRegistry registry) {
    this.registry = requireNonNull(registry, "registry");
  }

  Running begin() {
    return new Running(registry, Timer.start(registry));
  }

  /** One request. For its own thread. */
  static final class Running {
    private final MeterRegistry registry;
    private final Timer.Sample sample;
    private String operation = "none";

    private Running(MeterRegistry registry, Timer.Sample sample) {
      this.registry = registry;
      this.sample = sample;
    }

    void isFor(Endpoint endpoint) {
      operation = endpoint.naming().operation();
    }

    void answered(int status) {
      sample.stop(registry.timer(NAME, "operation", operation, "status", String.valueOf(status)));
    }
  }
}
