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
        spec.wanting(Desired.RUNNING, 0).working(List.of(), null, LlmSpec.DEFAULT.model());
    return Hashing.sha256()
        .hashString(Serialization.asJson(fixed), StandardCharsets.UTF_8)
        .toString()
        .substring(0, LENGTH);
  }
}
