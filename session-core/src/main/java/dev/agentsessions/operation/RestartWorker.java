package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.worker.WorkerId;
import java.util.Optional;

/**
 * A worker to end and to start anew (W-01).
 *
 * @param agent another one to run from now on; absent: the same
 */
public record RestartWorker(Target target, WorkerId worker, Optional<AgentId> agent) {
  public RestartWorker {
    requireNonNull(target, "target");
    requireNonNull(worker, "worker");
    requireNonNull(agent, "agent");
  }
}
