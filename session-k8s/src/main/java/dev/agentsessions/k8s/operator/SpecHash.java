package dev.agentsessions.k8s.operator;

import com.google.common.hash.Hashing;
import dev.agentsessions.k8s.resource.AgenticSessionSpec;
import dev.agentsessions.k8s.resource.Desired;
import dev.agentsessions.k8s.resource.LlmSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tells whether what a run was made of has changed since. */
final class SpecHash {
  private static final int LENGTH = 16;

  private SpecHash() {}

  /** Of all that may not change during a run (K-05). */
  static String of(AgenticSessionSpec spec) {
    AgenticSessionSpec fixed =
        new AgenticSessionSpec(
            Desired.RUNNING,
            0,
            spec.project(),
            spec.displayName(),
            spec.subject(),
            List.of(),
            null,
            spec.agent(),
            spec.initialPrompt(),
            new LlmSpec(LlmSpec.DEFAULT.model(), spec.llm().temperature(), spec.llm().maxTokens()),
            spec.environment(),
            spec.templateVars(),
            spec.secrets(),
            spec.timeout(),
            spec.inactivityTimeout(),
            spec.interactive(),
            spec.stopOnRunFinished(),
            spec.backoffLimit(),
            spec.runner(),
            spec.resources(),
            spec.workspace());
    return Hashing.sha256()
        .hashString(Serialization.asJson(fixed), StandardCharsets.UTF_8)
        .toString()
        .substring(0, LENGTH);
  }
}
