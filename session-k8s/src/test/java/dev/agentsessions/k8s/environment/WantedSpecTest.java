package dev.agentsessions.k8s.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.k8s.resource.AgenticSessionSpec;
import dev.agentsessions.k8s.resource.Desired;
import dev.agentsessions.k8s.resource.LlmSpec;
import dev.agentsessions.k8s.resource.RepositorySpec;
import dev.agentsessions.k8s.resource.ResourcesSpec;
import dev.agentsessions.k8s.resource.RunnerSpec;
import dev.agentsessions.k8s.resource.WorkflowSpec;
import dev.agentsessions.session.AgentSettings;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.LlmSettings;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.ResourceNeeds;
import dev.agentsessions.session.Revision.Change;
import dev.agentsessions.session.RunPolicy;
import dev.agentsessions.session.RunnerSettings;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.testkit.store.SampleSession;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class WantedSpecTest {
  private static final RunPolicy LIMITED =
      new RunPolicy(
          Optional.of(Duration.ofMillis(90_500)), Optional.of(Duration.ZERO), false, false);

  @Test
  @DisplayName("K-01 a resource says all that its session's spec says")
  void aResourceSaysAllOfTheSpec() {
    AgenticSessionSpec spec = wanted(SampleSession.agentic(), "opus", LIMITED).toStart(7);

    assertThat(spec.desired()).isEqualTo(Desired.RUNNING);
    assertThat(spec.run()).isEqualTo(7);
    assertThat(spec.project()).isEqualTo("default");
    assertThat(spec.displayName()).isEqualTo("sample");
    assertThat(spec.subject()).isEqualTo("ann");
    assertThat(spec.repos())
        .containsExactly(
            new RepositorySpec(
                "https://example.org/team/engine.git",
                "release/1",
                "motor",
                true,
                new RepositorySpec.Output("git@example.org:fork/engine.git", "agent/ß")),
            new RepositorySpec("https://example.org/team/wheel.git", "main", "wheel", null, null));
    assertThat(spec.activeWorkflow())
        .isEqualTo(new WorkflowSpec("https://example.org/flows.git", "main", "flows/größe"));
    assertThat(spec.agent()).isEqualTo("claude");
    assertThat(spec.initialPrompt()).isEqualTo("do it");
    assertThat(spec.llm()).isEqualTo(new LlmSpec("opus", 0.0, 100));
    assertThat(spec.environment()).isEqualTo(Map.of("A", "b"));
    assertThat(spec.templateVars()).isEqualTo(Map.of("c", "d"));
    assertThat(spec.timeout()).as("whole seconds").isEqualTo("PT1M31S");
    assertThat(spec.inactivityTimeout()).isEqualTo("PT0S");
    assertThat(spec.interactive()).isFalse();
    assertThat(spec.stopOnRunFinished()).isTrue();
    assertThat(spec.runner())
        .isEqualTo(
            new RunnerSpec("registry.example/agents:1", List.of("run"), List.of("--all", "")));
    assertThat(spec.resources())
        .isEqualTo(
            new ResourcesSpec(
                Map.of("cpu", new Quantity("500", "m")),
                Map.of("memory", new Quantity("4", "Gi"))));
  }

  @Test
  void whatASessionDoesNotSayIsLeftOut() {
    AgenticSessionSpec spec =
        WantedSpec.of(session(new AgenticSession(List.of(), Optional.empty())))
            .orElseThrow()
            .toStart(1);

    assertThat(Serialization.asJson(spec))
        .doesNotContain("agent", "repos", "timeout", "interactive", "stopOnRunFinished", "Prompt");
  }

  @Test
  @DisplayName("S-24 during a run only repositories, workflow and model follow the session")
  void duringARunOnlySomeFollows() {
    AgenticSessionSpec run = wanted(SampleSession.agentic(), "opus", LIMITED).toStart(7);
    SessionKind fewer = new AgenticSession(List.of(), Optional.empty());

    AgenticSessionSpec later = wanted(fewer, "haiku", RunPolicy.DEFAULT).during(run);

    assertThat(later).isEqualTo(run.working(List.of(), null, "haiku"));
    assertThat(later.timeout()).isEqualTo(run.timeout());
    assertThat(later.run()).isEqualTo(7);
  }

  @Test
  void otherKindsHaveNone() {
    assertThat(WantedSpec.of(session(new QuickSession(Path.of("/srv"))))).isEmpty();
  }

  private static WantedSpec wanted(SessionKind kind, String model, RunPolicy policy) {
    Session plain = session(kind);
    var spec =
        new SessionSpec(
            kind,
            KubernetesEnvironmentsModule.KUBERNETES,
            new AgentSettings(
                Optional.of(new AgentId("claude")),
                Optional.of("do it"),
                new LlmSettings(model, 0, 100),
                Map.of("c", "d")),
            policy,
            Map.of("A", "b"),
            Optional.of("ann"),
            new RunnerSettings(
                Optional.of("registry.example/agents:1"),
                List.of("run"),
                List.of("--all", ""),
                new ResourceNeeds(Map.of("cpu", "500m"), Map.of("memory", "4Gi"))));
    return WantedSpec.of(
            plain.described(spec, plain.metadata(), new Change(SampleSession.NOON, "ada")))
        .orElseThrow();
  }

  private static Session session(SessionKind kind) {
    return EnvironmentTests.session("ses-1", kind);
  }
}
