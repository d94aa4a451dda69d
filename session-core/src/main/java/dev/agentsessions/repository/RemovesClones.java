package dev.agentsessions.repository;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.catalog.Repository;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskElsewhere;
import dev.agentsessions.task.TaskHandler;
import dev.agentsessions.workspace.RepositoryClones;
import jakarta.inject.Inject;
import java.util.Optional;

/** Removes the files of one clone, then what is known of it. Its key is the repository's id. */
final class RemovesClones implements TaskHandler {
  static final String NAME = "repository-remove";

  private final Catalog catalog;
  private final CloneNotes notes;
  private final RepositoryClones clones;

  @Inject
  RemovesClones(Catalog catalog, CloneNotes notes, RepositoryClones clones) {
    this.catalog = requireNonNull(catalog, "catalog");
    this.notes = requireNonNull(notes, "notes");
    this.clones = requireNonNull(clones, "clones");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Task task) throws TaskElsewhere {
    ProjectId project = task.work().project();
    Optional<Repository> repository = catalog.find(Kind.REPOSITORY, project, task.work().key());
    if (repository.isPresent()) {
      notes.checkIsHere(repository.get());
      Optional<String> held = clones.hold(repository.get());
      if (held.isPresent()) { // since it was asked for, or by another machine
        notes.kept(project, repository.get().id(), held.get());
      } else {
        clones.remove(repository.get().id());
        notes.removed(project, repository.get());
      }
    }
  }
}
