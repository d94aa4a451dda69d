package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.agent.AgentCatalog;
import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.DiffWorker;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerId;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Makes workers out of what callers ask for: ids, default names, agents that exist (W-01). */
final class NewWorkers {
  private final AgentCatalog agents;
  private final IdGenerator ids;
  private final InstantSource clock;

  @Inject
  NewWorkers(AgentCatalog agents, IdGenerator ids, InstantSource clock) {
    this.agents = requireNonNull(agents, "agents");
    this.ids = requireNonNull(ids, "ids");
    this.clock = requireNonNull(clock, "clock");
  }

  /** Those of a new session: the ones asked for, else one of its agent, else none. */
  List<Worker> of(SessionOperation<CreateSession> operation) {
    CreateSession input = operation.input();
    checkAgent(operation.projectId(), input.spec());
    List<NewWorker> wanted =
        input
            .workers()
            .orElseGet(
                () ->
                    input.spec().agent().id().stream()
                        .map(agent -> NewWorker.of(new AgentWorker(agent)))
                        .toList());
    Limits.checkWorkers(operation.project(), wanted.size());
    List<Worker> workers = new ArrayList<>();
    wanted.forEach(worker -> workers.add(add(operation.projectId(), worker, workers)));
    return workers;
  }

  /**
   * @throws SessionException.NotFound if a spec names an agent that is unknown
   */
  void checkAgent(ProjectId project, SessionSpec spec) {
    spec.agent().id().ifPresent(agent -> agents.get(project, agent));
  }

  /**
   * One more worker.
   *
   * @throws SessionException.AlreadyExists if its name is taken
   * @throws SessionException.NotFound if its agent is unknown
   */
  Worker add(ProjectId project, NewWorker wanted, List<Worker> others) {
    String name = wanted.name().orElseGet(() -> defaultName(project, wanted, others));
    others.stream()
        .filter(other -> other.name().equals(name))
        .findFirst()
        .ifPresent(
            holder -> {
              throw new SessionException.AlreadyExists("name", name, holder.id().value());
            });
    if (wanted.kind() instanceof AgentWorker worker) {
      agents.get(project, worker.agent());
    }
    return Worker.wanted(
        new WorkerId(ids.next(WorkerId.PREFIX)),
        name,
        wanted.kind(),
        wanted.size(),
        clock.instant());
  }

  private String defaultName(ProjectId project, NewWorker wanted, List<Worker> others) {
    return switch (wanted.kind()) {
      case AgentWorker worker -> free(agents.get(project, worker.agent()).name(), others, 1);
      case TerminalWorker worker -> free("Terminal 1", others, 1);
      case DiffWorker worker -> free("Diff", others, 1);
    };
  }

  /**
   * The first of {@code Claude}, {@code Claude 2}, … or {@code Terminal 1}, {@code Terminal 2}, …
   * that nobody has.
   */
  private static String free(String first, List<Worker> others, int number) {
    String base = first.endsWith(" 1") ? first.substring(0, first.length() - 2) : first;
    String name = number == 1 ? first : base + " " + number;
    return others.stream().noneMatch(other -> other.name().equals(name))
        ? name
        : free(first, others, number + 1);
  }
}
