package dev.agentsessions.reconcile;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionState;
import dev.agentsessions.telemetry.Failures;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The reconciler's figures: how many sessions this host drives, how far it is behind, both
 * counted when somebody asks, and how long its passes take. Safe for many threads.
 */
final class ReconcilerMetrics {
  static final String LIVE = "sessions.live";
  static final String DUE = "sessions.reconcile.due";
  static final String LAG = "sessions.reconcile.lag";
  static final String PASSES = "sessions.reconcile.passes";

  private final MeterRegistry registry;

  @Inject
  ReconcilerMetrics(MeterRegistry registry, Reconciler reconciler, DueSessions due) {
    this.registry = requireNonNull(registry, "registry");
    Stream.of(SessionState.values())
        .filter(SessionState::isLive)
        .forEach(
            state ->
                Gauge.builder(LIVE, reconciler, driven -> driven.owned(state))
                    .description("sessions that this host drives")
                    .tag("state", state.name())
                    .register(registry));
    Gauge.builder(DUE, due, DueSessions::size)
        .description("sessions that wait to be looked at, now or later")
        .register(registry);
    TimeGauge.builder(LAG, due, TimeUnit.NANOSECONDS, waiting -> waiting.overdue().toNanos())
        .description("how long the session that waits longest is due")
        .register(registry);
  }

  Running begin() {
    return new Running(registry, Timer.start(registry));
  }

  /** One pass. For its own thread. */
  static final class Running {
    private final MeterRegistry registry;
    private final Timer.Sample sample;

    private Running(MeterRegistry registry, Timer.Sample sample) {
      this.registry = registry;
      this.sample = sample;
    }

    void succeeded() {
      sample.stop(registry.timer(PASSES, "error", Failures.NONE));
    }

    void failed(Throwable failure) {
      sample.stop(registry.timer(PASSES, "error", Failures.reason(failure)));
    }
  }
}
