package dev.agentsessions.k8s.environment;

import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.AgenticSessionStatus;
import dev.agentsessions.k8s.resource.WorkspaceSpec;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.Reason;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.workspace.EnvironmentState;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the status of a resource that is wanted Running means for its session. Pure functions. */
final class SeenStatus {
  private SeenStatus() {}

  static EnvironmentState of(AgenticSession resource) {
    AgenticSessionStatus status = resource.getStatus();
    return switch (status.phase()) {
      case RUNNING -> running(status);
      case COMPLETED ->
          isOfLastStart(resource)
              ? new EnvironmentState.Over(
                  new Ending(
                      Target.COMPLETED,
                      reason(status, Reason.RUN_FINISHED),
                      Optional.ofNullable(status.message())))
              : pending(status);
      case FAILED ->
          isOfLastStart(resource)
              ? new EnvironmentState.Failed(reason(status, Reason.RUNNER_EXIT), why(status))
              : pending(status);
      case PENDING, CREATING, STOPPING, STOPPED, UNKNOWN -> pending(status);
    };
  }

  private static EnvironmentState running(AgenticSessionStatus status) {
    return status.service() == null || status.service().isBlank()
        ? pending(status)
        : new EnvironmentState.Ready(new Endpoint(status.service(), WorkspaceSpec.DIRECTORY));
  }

  /** A start that the operator has not seen yet leaves the end of the run before it standing. */
  private static boolean isOfLastStart(AgenticSession resource) {
    Integer observed = resource.getStatus().observedRun();
    return observed != null && observed >= resource.getSpec().run();
  }

  private static EnvironmentState pending(AgenticSessionStatus status) {
    boolean waits = status.phase().isResting() || told(status).isEmpty();
    return new EnvironmentState.Pending(
        waits ? status.phase().word() + ": waits for the operator" : told(status));
  }

  private static Reason reason(AgenticSessionStatus status, Reason otherwise) {
    return Optional.ofNullable(status.reason())
        .filter(Reason::isOne)
        .map(Reason::new)
        .orElse(otherwise);
  }

  private static String why(AgenticSessionStatus status) {
    return Optional.ofNullable(status.message()).orElseGet(() -> told(status));
  }

  private static String told(AgenticSessionStatus status) {
    return Stream.of(status.reason(), status.message())
        .filter(text -> text != null && !text.isEmpty())
        .collect(Collectors.joining(": "));
  }
}
