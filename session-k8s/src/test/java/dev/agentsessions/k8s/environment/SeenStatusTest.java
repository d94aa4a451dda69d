package dev.agentsessions.k8s.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.Reason;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.EnvironmentState.Failed;
import dev.agentsessions.workspace.EnvironmentState.Over;
import dev.agentsessions.workspace.EnvironmentState.Pending;
import dev.agentsessions.workspace.EnvironmentState.Ready;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SeenStatusTest {
  @ParameterizedTest
  @MethodSource("table")
  @DisplayName("K-01 what the operator says is what the session's owner is told")
  void whatTheOperatorSaysIsTold(String status, EnvironmentState state) {
    AgenticSession resource =
        Serialization.unmarshal(
            """
            ---
            apiVersion: agentsessions.dev/v1alpha1
            kind: AgenticSession
            metadata: {name: demo}
            spec: {desired: Running, run: 2}
            status: %s
            """
                .formatted(status),
            AgenticSession.class);

    assertThat(SeenStatus.of(resource)).isEqualTo(state);
  }

  static Stream<Arguments> table() {
    var ready = new Ready(new Endpoint("as-demo.team.svc:8788", "/workspace"));
    return Stream.of(
        told("{}", new Pending("Pending: waits for the operator")),
        told(
            "{phase: Pending, reason: SecretMissing, message: no api-key}",
            new Pending("SecretMissing: no api-key")),
        told("{phase: Creating, observedRun: 2}", new Pending("Creating: waits for the operator")),
        told(
            "{phase: Creating, observedRun: 2, reason: Unschedulable, message: no cpu}",
            new Pending("Unschedulable: no cpu")),
        told("{phase: Running, observedRun: 2, service: 'as-demo.team.svc:8788'}", ready),
        told("{phase: Running, observedRun: 1, service: 'as-demo.team.svc:8788'}", ready),
        told("{phase: Running, observedRun: 2}", new Pending("Running: waits for the operator")),
        told(
            "{phase: Stopping, observedRun: 2, reason: User, message: is stopped}",
            new Pending("User: is stopped")),
        told("{phase: Stopped, reason: User}", new Pending("Stopped: waits for the operator")),
        told(
            "{phase: Completed, observedRun: 2, reason: RunFinished, message: done}",
            new Over(new Ending(Target.COMPLETED, Reason.RUN_FINISHED, Optional.of("done")))),
        told(
            "{phase: Completed, observedRun: 1, reason: RunFinished}",
            new Pending("Completed: waits for the operator")),
        told(
            "{phase: Completed, reason: RunFinished}",
            new Pending("Completed: waits for the operator")),
        told(
            "{phase: Failed, observedRun: 2, reason: OOMKilled, message: too little}",
            new Failed(new Reason("OOMKilled"), "too little")),
        told(
            "{phase: Failed, observedRun: 2, reason: not one}",
            new Failed(Reason.RUNNER_EXIT, "not one")),
        told(
            "{phase: Failed, observedRun: 1, reason: OOMKilled}",
            new Pending("Failed: waits for the operator")),
        told(
            "{phase: Hibernating, observedRun: 2}",
            new Pending("Unknown: waits for the operator")));
  }

  private static Arguments told(String status, EnvironmentState state) {
    return Arguments.of(status, state);
  }
}
