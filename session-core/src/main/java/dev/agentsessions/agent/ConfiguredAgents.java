package dev.agentsessions.agent;

import dev.agentsessions.project.ProjectId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The agents of a host's configuration, the same in every project. */
public record ConfiguredAgents(List<Agent> agents) implements AgentCatalog {
  public ConfiguredAgents {
    agents = agents.stream().sorted(Comparator.comparing(agent -> agent.id().value())).toList();
  }

  @Override
  public Optional<Agent> find(ProjectId project, AgentId id) {
    return agents.stream().filter(agent -> agent.id().equals(id)).findFirst();
  }

  @Override
  public List<Agent> list(ProjectId project) {
    return agents;
  }
}
