package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSessionStatus;
import dev.agentsessions.k8s.resource.RunPhase;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;

/** Whether a status says anything new. */
final class News {
  private News() {}

  /**
   * All but times and generations of conditions counts; while a run is made, its steps go untold
   * until one fails or the last is taken.
   */
  static boolean isWorthTelling(AgenticSessionStatus before, AgenticSessionStatus after) {
    return before.phase() != after.phase()
        || !Objects.equals(before.reason(), after.reason())
        || !Objects.equals(before.message(), after.message())
        || !Objects.equals(before.observedGeneration(), after.observedGeneration())
        || !told(before, after.phase()).equals(told(after, after.phase()));
  }

  private static List<List<String>> told(AgenticSessionStatus status, RunPhase phase) {
    return status.conditions().stream()
        .filter(condition -> phase != RunPhase.CREATING || !isStep(condition))
        .map(
            condition ->
                List.of(
                    condition.getType(),
                    condition.getStatus(),
                    condition.getReason(),
                    Objects.requireNonNullElse(condition.getMessage(), "")))
        .toList();
  }

  private static boolean isStep(Condition condition) {
    return Conditions.STEPS.contains(condition.getType());
  }
}
