package dev.agentsessions.worker;

/**
 * What a worker is. Agent or terminal never changes; which agent may, with a restart. Switch over
 * it without a default.
 */
public sealed interface WorkerKind permits AgentWorker, TerminalWorker, DiffWorker {
  /** Whether a process does its work. What has none is never started. */
  default boolean hasProcess() {
    return true;
  }
}
