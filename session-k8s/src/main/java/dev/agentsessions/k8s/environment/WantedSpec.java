package dev.agentsessions.k8s.environment;

import com.google.common.collect.Maps;
import dev.agentsessions.k8s.resource.AgenticSessionSpec;
import dev.agentsessions.k8s.resource.Desired;
import dev.agentsessions.k8s.resource.LlmSpec;
import dev.agentsessions.k8s.resource.RepositorySpec;
import dev.agentsessions.k8s.resource.ResourcesSpec;
import dev.agentsessions.k8s.resource.RunnerSpec;
import dev.agentsessions.k8s.resource.WorkflowSpec;
import dev.agentsessions.k8s.resource.WorkspaceSpec;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.LlmSettings;
import dev.agentsessions.session.ResourceNeeds;
import dev.agentsessions.session.RunPolicy;
import dev.agentsessions.session.RunnerSettings;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.workspace.WantedWorkspace;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a session's spec says, in the words of its resource. */
record WantedSpec(Session session, AgenticSession kind) {
  /** Absent: the session is of a kind that no cluster runs. */
  static Optional<WantedSpec> of(Session session) {
    return session.spec().kind() instanceof AgenticSession kind
        ? Optional.of(new WantedSpec(session, kind))
        : Optional.empty();
  }

  /** What its workspace shall have, which is filled when there is one. */
  WantedWorkspace workspace() {
    return WantedWorkspace.of(session, kind);
  }

  /** All of it, for a run. */
  AgenticSessionSpec toStart(int run) {
    LlmSettings llm = session.spec().agent().llm();
    RunPolicy policy = session.spec().run();
    return new AgenticSessionSpec(
        Desired.RUNNING,
        run,
        session.identity().project().value(),
        session.metadata().displayName(),
        session.spec().subject().orElse(null),
        repositories(),
        workflow(),
        session.spec().agent().id().map(agent -> agent.value()).orElse(null),
        session.spec().agent().initialPrompt().orElse(null),
        new LlmSpec(llm.model(), llm.temperature(), llm.maxTokens()),
        session.spec().environment(),
        session.spec().agent().templateVars(),
        List.of(),
        policy.timeout().map(WantedSpec::seconds).orElse(null),
        policy.inactivityTimeout().map(WantedSpec::seconds).orElse(null),
        policy.interactive() ? null : Boolean.FALSE,
        policy.stopOnRunFinished() ? Boolean.TRUE : null,
        null,
        runner(session.spec().runner()),
        resources(session.spec().runner().resources()),
        WorkspaceSpec.DEFAULT);
  }

  /** What a run was made of, with what of the session may change meanwhile (S-21 to S-24). */
  AgenticSessionSpec during(AgenticSessionSpec run) {
    return run.working(repositories(), workflow(), session.wantedModel());
  }

  /** The same, with the model that it has. */
  AgenticSessionSpec duringWithModelOf(AgenticSessionSpec run) {
    return run.working(repositories(), workflow(), run.llm().model());
  }

  boolean hasModelOf(AgenticSessionSpec run) {
    return run.llm().model().equals(session.wantedModel());
  }

  private @Nullable WorkflowSpec workflow() {
    return kind.workflow().map(WantedSpec::workflow).orElse(null);
  }

  private List<RepositorySpec> repositories() {
    return kind.repos().stream().map(WantedSpec::repository).toList();
  }

  private static RunnerSpec runner(RunnerSettings runner) {
    return new RunnerSpec(runner.image().orElse(null), runner.command(), runner.args());
  }

  private static ResourcesSpec resources(ResourceNeeds needs) {
    return new ResourcesSpec(quantities(needs.requests()), quantities(needs.limits()));
  }

  private static Map<String, Quantity> quantities(Map<String, String> amounts) {
    return Maps.transformValues(amounts, Quantity::parse);
  }

  private static RepositorySpec repository(SourceRepository repo) {
    return new RepositorySpec(
        repo.url().toString(),
        repo.branch(),
        repo.name(),
        repo.autoPush() ? Boolean.TRUE : null,
        repo.output()
            .map(output -> new RepositorySpec.Output(output.url().toString(), output.branch()))
            .orElse(null));
  }

  private static WorkflowSpec workflow(ActiveWorkflow workflow) {
    return new WorkflowSpec(
        workflow.url().toString(),
        workflow.branch(),
        workflow.path().isRoot() ? null : workflow.path().value());
  }

  /** A resource counts whole seconds; a part is rounded up. */
  private static String seconds(Duration duration) {
    return Duration.ofSeconds(duration.plusNanos(999_999_999).toSeconds()).toString();
  }
}
