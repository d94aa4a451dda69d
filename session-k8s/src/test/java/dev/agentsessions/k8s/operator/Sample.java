package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.AgenticSessionSpec;
import dev.agentsessions.k8s.resource.AgenticSessionStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.time.Instant;

/** A session to begin with. */
final class Sample {
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  static final OperatorConfig CONFIG =
      OperatorConfig.of(
          "agent-sessions",
          ApiConfig.at(URI.create("https://sessions.example/api/v1")),
          ContentConfig.of("content:1"),
          RunnerConfig.of("runner:1"));

  private Sample() {}

  static AgenticSession named(String name) {
    return named(name, "{}");
  }

  /**
   * @param spec in YAML
   */
  static AgenticSession named(String name, String spec) {
    AgenticSession session = new AgenticSession();
    session.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team")
            .withName(name)
            .withUid("uid-of-" + name)
            .withGeneration(1L)
            .build());
    session.setSpec(Serialization.unmarshal("---\n" + spec, AgenticSessionSpec.class));
    session.setStatus(AgenticSessionStatus.NONE);
    return session;
  }
}
