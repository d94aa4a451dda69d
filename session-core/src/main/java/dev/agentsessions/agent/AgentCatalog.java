package dev.agentsessions.agent;

import dev.agentsessions.project.ProjectId;
import java.util.List;
import java.util.Optional;

/** The agents that a project's workers may run. Safe for many threads. */
public interface AgentCatalog {
  Optional<Agent> find(ProjectId project, AgentId id);

  /** All of them, by id. */
  List<Agent> list(ProjectId project);
}
