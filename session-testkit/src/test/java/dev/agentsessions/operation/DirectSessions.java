package dev.agentsessions.operation;

import dev.agentsessions.agent.AgentCatalog;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.HostWatch;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.memory.InMemoryStore;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.output.InMemoryOutputLog;
import dev.agentsessions.project.Projects;
import dev.agentsessions.reconcile.WakeUps;
import dev.agentsessions.result.ReportStore;
import dev.agentsessions.secret.SecretCipher;
import dev.agentsessions.secret.SecretVariables;
import dev.agentsessions.secret.SessionSecrets;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.worker.Runtimes;
import dev.agentsessions.workspace.WorkspaceCheck;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/**
 * {@link Sessions} and {@link Messages} wired by hand: a simulation makes thousands, and an
 * injector each would take most of its time.
 */
public record DirectSessions(Sessions sessions, Messages messages) {
  public static DirectSessions over(
      SessionStore store,
      MessageStore messages,
      ReportStore reports,
      Projects projects,
      AgentCatalog agents,
      WorkspaceCheck workspaces,
      NodeId node,
      IdGenerator ids,
      InstantSource clock) {
    var finder = new SessionFinder(Authorizer.SINGLE_USER, store, projects);
    var steps = new Steps(Authorizer.SINGLE_USER, projects, finder, store, WakeUps.NONE, clock);
    var newWorkers = new NewWorkers(agents, ids, clock);
    var runner = new PipelineRunner(StepRecorder.NONE, Set.of());
    var repositories = new RepositoryPaths(new InMemoryStore(clock).catalog());
    var limits = new Limits(store, new InMemoryOutputLog());
    var lifecycle = new LifecycleOperations(steps, workspaces, limits);
    var restarts = new RestartOperations(steps, lifecycle, agents, workspaces);
    var pipelines =
        new SessionPipelines(
            runner,
            new CreateOperation(
                steps,
                store,
                finder,
                new NewWorkspaces(store, finder, repositories, workspaces, node),
                newWorkers,
                limits,
                ids,
                new Homes(node, new Runtimes(Map.of()))),
            new SpecOperations(steps, repositories, newWorkers),
            lifecycle,
            new ForgetOperation(steps, blind(node)),
            new ChangeOperations(steps, newWorkers, limits),
            restarts,
            new ProvisionOperations(steps, workspaces),
            new ModelOperations(steps),
            new MessageOperations(steps, messages, ids, clock),
            new ResultOperations(steps, reports),
            noSecrets(steps, clock));
    return new DirectSessions(
        new Sessions(
            Authorizer.SINGLE_USER,
            finder,
            pipelines,
            runner,
            new Restarts(finder, restarts, pipelines, runner),
            new Clones(finder, workspaces, pipelines, runner)),
        new Messages(finder, pipelines, runner, messages));
  }

  private static SecretOperations noSecrets(Steps steps, InstantSource clock) {
    SessionSecrets none = new InMemoryStore(clock).secrets();
    return new SecretOperations(steps, none, new SecretVariables(none, SecretCipher.NONE));
  }

  /** Sees no node as away, so that nothing is forgotten. */
  private static HostWatch blind(NodeId node) {
    return new HostWatch(HostConfig.of(new HostId("blind"), node), () -> Duration.ZERO);
  }
}
