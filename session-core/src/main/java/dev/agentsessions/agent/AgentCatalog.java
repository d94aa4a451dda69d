package dev.agentsessions.agent;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;
import java.util.List;
import java.util.Optional;

/** The agents that a project's workers may run. Safe for many threads. */
public interface AgentCatalog {
  Optional<Agent> find(ProjectId project, AgentId id);

  /**
   * @throws SessionException.NotFound if it is unknown
   */
  default Agent get(ProjectId project, AgentId id) {
    return find(project, id).orElseThrow(() -> new SessionException.NotFound("agent " + id));
  }

  /** All of them, by id. */
  List<Agent> list(ProjectId project);
}
