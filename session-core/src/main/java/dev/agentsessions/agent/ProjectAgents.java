package dev.agentsessions.agent;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.project.ProjectId;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The agents that a host has for every project, and those that a project has defined. */
public final class ProjectAgents implements AgentCatalog {
  private final ConfiguredAgents everywhere;
  private final Catalog catalog;

  @Inject
  public ProjectAgents(ConfiguredAgents everywhere, Catalog catalog) {
    this.everywhere = requireNonNull(everywhere, "everywhere");
    this.catalog = requireNonNull(catalog, "catalog");
  }

  @Override
  public Optional<Agent> find(ProjectId project, AgentId id) {
    return everywhere.find(project, id).or(() -> catalog.find(Kind.AGENT, project, id.value()));
  }

  /** A host may have been configured with an id that a project has defined: the host's it is. */
  @Override
  public List<Agent> list(ProjectId project) {
    return Stream.concat(
            everywhere.agents().stream(),
            catalog.list(Kind.AGENT, project).stream()
                .filter(agent -> everywhere.find(project, agent.id()).isEmpty()))
        .sorted(Comparator.comparing(Agent::key))
        .toList();
  }
}
