package dev.agentsessions.repository;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskElsewhere;
import dev.agentsessions.task.TaskFailure;
import dev.agentsessions.task.TaskHandler;
import dev.agentsessions.time.Ticker;
import dev.agentsessions.workspace.RepositoryClones;
import jakarta.inject.Inject;
import java.util.Optional;

/** Clones one repository. Its key is the repository's id. */
final class ClonesRepositories implements TaskHandler {
  static final String NAME = "repository-clone";

  private final Catalog catalog;
  private final CloneNotes notes;
  private final RepositoryClones clones;
  private final Ticker ticker;

  @Inject
  ClonesRepositories(Catalog catalog, CloneNotes notes, RepositoryClones clones, Ticker ticker) {
    this.catalog = requireNonNull(catalog, "catalog");
    this.notes = requireNonNull(notes, "notes");
    this.clones = requireNonNull(clones, "clones");
    this.ticker = requireNonNull(ticker, "ticker");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void run(Task task) throws TaskElsewhere {
    ProjectId project = task.work().project();
    var id = new RepositoryId(task.work().key());
    Optional<Repository> repository = catalog.find(Kind.REPOSITORY, project, id.value());
    if (repository.isEmpty() || notes.isGone(project, repository.get())) {
      clones.clear(id); // forgotten after an attempt had begun
      return;
    }
    notes.checkIsHere(repository.get());
    notes.cloning(project, id);
    try {
      clones.make(project, repository.get(), new ProgressNotes(notes, ticker, project, id));
    } catch (RuntimeException e) {
      notes.failed(project, id, new TaskFailure(e).message());
      throw e;
    }
    notes.ready(project, id);
  }
}
