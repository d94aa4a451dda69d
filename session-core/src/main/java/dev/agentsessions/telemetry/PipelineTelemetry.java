package dev.agentsessions.telemetry;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.operation.StepRecorder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.inject.Inject;
import java.util.function.Function;

/**
 * A span for each pipeline, and within it one for each step; how long they took, and how often they
 * failed for which reason. Spans and figures name operations, steps and reasons, and nothing
 * that a caller said.
 */
public final class PipelineTelemetry implements StepRecorder {
  static final String OPERATIONS = "sessions.operations";
  static final String STEPS = "sessions.operation.steps";

  private final Tracer tracer;
  private final MeterRegistry registry;

  @Inject
  public PipelineTelemetry(OpenTelemetry openTelemetry, MeterRegistry registry) {
    this.tracer = openTelemetry.getTracer("dev.agentsessions");
    this.registry = requireNonNull(registry, "registry");
  }

  @Override
  public Running begin(String pipeline) {
    return begin(
        "session " + pipeline,
        reason -> registry.timer(OPERATIONS, "operation", pipeline, "error", reason));
  }

  @Override
  public Running begin(String pipeline, String step) {
    return begin(
        "session " + pipeline + " " + step,
        reason -> registry.timer(STEPS, "operation", pipeline, "step", step, "error", reason));
  }

  @SuppressWarnings("MustBeClosedChecker") // closed with the Running, which its pipeline closes
  private Running begin(String name, Function<String, Timer> timer) {
    Span span = tracer.spanBuilder(name).startSpan();
    return new Recorded(span, span.makeCurrent(), Timer.start(registry), timer);
  }

  /** For the thread that began it. */
  private static final class Recorded implements Running {
    private final Span span;
    private final Scope scope;
    private final Timer.Sample sample;
    private final Function<String, Timer> timer;
    private String reason = Failures.NONE;

    Recorded(Span span, Scope scope, Timer.Sample sample, Function<String, Timer> timer) {
      this.span = span;
      this.scope = scope;
      this.sample = sample;
      this.timer = timer;
    }

    /** Its message and its stack are for the log: they may hold what a caller said. */
    @Override
    public void failed(Throwable failure) {
      reason = Failures.reason(failure);
      span.setStatus(StatusCode.ERROR);
      span.setAttribute("error.type", reason);
    }

    @Override
    public void close() {
      scope.close();
      span.end();
      sample.stop(timer.apply(reason));
    }
  }
}
