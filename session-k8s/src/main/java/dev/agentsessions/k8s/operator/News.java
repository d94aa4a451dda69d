package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSessionStatus;
import dev.agentsessions.k8s.resource.RunPhase;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  /** Of a condition, which may lack anything: perhaps somebody else wrote it. */
  private record Told(
      @Nullable String type, @Nullable String status, @Nullable String reason, String message) {}

  private static List<Told> told(AgenticSessionStatus status, RunPhase phase) {
    return status.conditions().stream()
        .filter(condition -> phase != RunPhase.CREATING || !isStep(condition))
        .map(
            condition ->
                new Told(
                    condition.getType(),
                    condition.getStatus(),
                    condition.getReason(),
                    Objects.requireNonNullElse(condition.getMessage(), "")))
        .toList();
  }

  private static boolean isStep(Condition condition) {
    return condition.getType() != null && Conditions.STEPS.contains(condition.getType());
  }
}
