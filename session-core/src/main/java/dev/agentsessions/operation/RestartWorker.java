package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.worker.WorkerId;
import java.util.Optional;

/**
 * A worker to end and to start anew (W-01).
 *
 * @param agent another one to run from now on; absent: the same
 * @param branch the name that the session's branch gets first; absent: the one it has
 */
public record RestartWorker(
    Target target, WorkerId worker, Optional<AgentId> agent, Optional<String> branch) {
  public RestartWorker {
    requireNonNull(target, "target");
    requireNonNull(worker, "worker");
    requireNonNull(agent, "agent");
    branch.ifPresent(name -> WorktreeSession.checkBranch("branch", name));
  }

  /** Just that. */
  public static RestartWorker of(Target target, WorkerId worker) {
    return new RestartWorker(target, worker, Optional.empty(), Optional.empty());
  }
}
