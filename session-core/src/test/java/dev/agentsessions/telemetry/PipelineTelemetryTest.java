package dev.agentsessions.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.operation.Pipeline;
import dev.agentsessions.session.SessionException.NotFound;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PipelineTelemetryTest {
  private static final Pipeline<List<String>> GREET =
      Pipeline.<List<String>>named("greet")
          .then("one", done -> done.add("one"))
          .then("two", done -> done.add("two"));

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final OpenTelemetry tracing =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .build();
  private final PipelineTelemetry telemetry = new PipelineTelemetry(tracing, registry);

  @Test
  @DisplayName("X-02 a pipeline is one span, and each step is one within it")
  void aPipelineIsOneSpanAndEachStepOneWithin() {
    GREET.run(new ArrayList<>(), telemetry);

    List<SpanData> ended = spans.getFinishedSpanItems();
    SpanData whole = ended.getLast();
    assertThat(ended)
        .extracting(SpanData::getName)
        .containsExactly("session greet one", "session greet two", "session greet");
    assertThat(ended.subList(0, 2))
        .allSatisfy(step -> assertThat(step.getParentSpanId()).isEqualTo(whole.getSpanId()));
    assertThat(whole.getParentSpanContext().isValid()).isFalse();
  }

  @Test
  @DisplayName("X-02 pipelines and steps are counted and timed, those without error as none")
  void pipelinesAndStepsAreTimed() {
    GREET.run(new ArrayList<>(), telemetry);
    GREET.run(new ArrayList<>(), telemetry);

    assertThat(
            registry
                .get(PipelineTelemetry.OPERATIONS)
                .tags("operation", "greet", "error", "none")
                .timer()
                .count())
        .isEqualTo(2);
    assertThat(
            registry
                .get(PipelineTelemetry.STEPS)
                .tags("operation", "greet", "step", "two", "error", "none")
                .timer()
                .count())
        .isEqualTo(2);
  }

  @Test
  @DisplayName("X-02 an error is told by its reason, and nothing that a caller said")
  void anErrorIsToldByItsReason() {
    Pipeline<List<String>> failing =
        GREET.then(
            "three",
            done -> {
              throw new NotFound("a secret");
            });

    assertThatThrownBy(() -> failing.run(new ArrayList<>(), telemetry))
        .isInstanceOf(NotFound.class);

    List<SpanData> ended = spans.getFinishedSpanItems();
    assertThat(ended.subList(2, 4))
        .extracting(SpanData::getName)
        .containsExactly("session greet three", "session greet");
    assertThat(ended.subList(2, 4))
        .allSatisfy(
            span -> {
              assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
              assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
                  .isEqualTo("NotFound");
            });
    assertThat(ended.toString()).doesNotContain("secret");
    assertThat(
            registry
                .get(PipelineTelemetry.OPERATIONS)
                .tags("operation", "greet", "error", "NotFound")
                .timer()
                .count())
        .isEqualTo(1);
  }

  @Test
  @DisplayName("X-02 whatever nobody foresaw is one reason, so that their number is bounded")
  void whateverNobodyForesawIsOneReason() {
    assertThat(Failures.reason(new IllegalStateException("x"))).isEqualTo("Fault");
    assertThat(Failures.reason(new StackOverflowError())).isEqualTo("Fault");
  }
}
