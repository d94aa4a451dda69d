package dev.agentsessions.worker;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.agent.AgentId;

/** Runs an agent definition on a PTY. */
public record AgentWorker(AgentId agent) implements WorkerKind {
  public AgentWorker {
    requireNonNull(agent, "agent");
  }
}
