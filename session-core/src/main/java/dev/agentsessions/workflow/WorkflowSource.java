package dev.agentsessions.workflow;

import java.util.List;

/** Where a host's catalogue of workflows comes from. Slow. Safe for many threads. */
@FunctionalInterface
public interface WorkflowSource {
  /** Of a host that has none configured. */
  WorkflowSource NONE = List::of;

  /**
   * Reads all of it, by id.
   *
   * @throws dev.agentsessions.workspace.GitException.RemoteFailed if the remote cannot be reached
   * @throws dev.agentsessions.session.SessionException.Unavailable if it cannot be read here
   */
  List<CatalogWorkflow> read();
}
