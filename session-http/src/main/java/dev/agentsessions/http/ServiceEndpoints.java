package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.json.JsonWriter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server tells about itself. */
final class ServiceEndpoints {
  private static final Logger log = LoggerFactory.getLogger(ServiceEndpoints.class);
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  private final Set<ReadinessCheck> checks;
  private final PrometheusMeterRegistry metrics;
  private final Provider<OpenApi> openApi;

  @Inject
  ServiceEndpoints(
      Set<ReadinessCheck> checks, PrometheusMeterRegistry metrics, Provider<OpenApi> openApi) {
    this.checks = Set.copyOf(checks);
    this.metrics = requireNonNull(metrics, "metrics");
    this.openApi = requireNonNull(openApi, "openApi");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
            Method.GET,
            "/healthz",
            "getHealth",
            "The program runs",
            Gives.json(200, "Health"),
            call -> Answer.json(200, health("up", Map.of()))),
        Endpoint.of(
                Method.GET,
                "/readyz",
                "getReadiness",
                "Whether it can be used, and what to know about it",
                Gives.json(200, "Health"),
                call -> readiness())
            .mayAnswer(ProblemType.UNAVAILABLE),
        Endpoint.of(
            Method.GET,
            "/metrics",
            "getMetrics",
            "Metrics in Prometheus' form",
            Gives.of(METRICS),
            call -> new Answer(200, METRICS, metrics.scrape().getBytes(UTF_8), Map.of())),
        Endpoint.of(
            Method.GET,
            "/openapi.json",
            "getDescription",
            "This description",
            Gives.json(200, "Any"),
            call -> Answer.json(200, openApi.get().document())));
  }

  private Answer readiness() {
    Map<String, String> told = new TreeMap<>();
    for (ReadinessCheck check : checks) {
      try {
        told.put(check.name(), check.check().orElse("ok"));
      } catch (RuntimeException e) {
        log.warn("not ready: {}", check.name(), e);
        throw new Refusal(ProblemType.UNAVAILABLE, "not ready: " + check.name());
      }
    }
    return Answer.json(200, health("ready", told));
  }

  private static String health(String status, Map<String, String> checks) {
    return JsonWriter.write(json -> json.text("status", status).textMap("checks", checks));
  }
}
