package dev.agentsessions.repository;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.HostPart;
import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.Projects;
import jakarta.inject.Inject;

/** Goes on, when a host starts, with the clones that its machine was left with. */
final class UnfinishedClones implements HostPart {
  private final Projects projects;
  private final Catalog catalog;
  private final RepositoryCloning cloning;

  @Inject
  UnfinishedClones(Projects projects, Catalog catalog, RepositoryCloning cloning) {
    this.projects = requireNonNull(projects, "projects");
    this.catalog = requireNonNull(catalog, "catalog");
    this.cloning = requireNonNull(cloning, "cloning");
  }

  @Override
  public void start() {}

  @Override
  public void hostStarted() {
    for (Project project : projects.list()) {
      catalog
          .list(Kind.REPOSITORY, project.id())
          .forEach(repository -> cloning.resume(project.id(), repository));
    }
  }

  @Override
  public void close() {}
}
