package dev.agentsessions.repository;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryClone;
import dev.agentsessions.catalog.RepositoryClone.State;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.task.NewTask;
import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskState;
import dev.agentsessions.task.Tasks;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.RepositoryClones;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is known of clones, and who is told to make and remove them. What shall be is stored before
 * its task is enqueued, so a crash in between is made up for by {@link #resume}. Safe for many
 * threads.
 */
public final class RepositoryCloning {
  private final Tasks tasks;
  private final RepositoryClones clones;
  private final CloneNotes notes;

  @Inject
  RepositoryCloning(Tasks tasks, RepositoryClones clones, CloneNotes notes) {
    this.tasks = requireNonNull(tasks, "tasks");
    this.clones = requireNonNull(clones, "clones");
    this.notes = requireNonNull(notes, "notes");
  }

  /** The machine that clones are made on. */
  public NodeId node() {
    return notes.node();
  }

  /** As {@link RepositoryClones#place}. */
  public Path place(RepositoryId id, GitUrl url) {
    return clones.place(id, url);
  }

  /** Has a repository cloned that is stored. */
  public void begin(ProjectId project, Repository repository) {
    enqueue(project, ClonesRepositories.NAME, repository);
  }

  private Task enqueue(ProjectId project, String name, Repository repository) {
    return tasks.enqueue(new NewTask(project, name, repository.key(), Optional.empty()));
  }

  /** How far a repository's clone is; empty if it was there before. */
  public Optional<RepositoryClone> of(ProjectId project, Repository repository) {
    return notes.of(project, repository);
  }

  /** Whether nobody sees a repository any more. */
  public boolean isGone(ProjectId project, Repository repository) {
    return notes.isGone(project, repository);
  }

  /**
   * Forgets a repository.
   *
   * @param files whether those of a clone go, too; those of one that is not made always do
   * @throws SessionException.NotEmpty if files should go that somebody may still want
   */
  public void forget(ProjectId project, Repository repository, boolean files) {
    Optional<State> state = of(project, repository).map(RepositoryClone::state);
    boolean goes = state.isPresent() && (files || state.get() != State.READY);
    if (goes) {
      clones
          .hold(repository)
          .ifPresent(
              held -> {
                throw new SessionException.NotEmpty("repository " + repository.id(), held);
              });
      notes.removing(project, repository.id());
      remove(project, repository);
    } else {
      notes.removed(project, repository);
    }
  }

  private void remove(ProjectId project, Repository repository) {
    Task task = enqueue(project, RemovesClones.NAME, repository);
    if (task.state() == TaskState.STALLED) {
      tasks.retry(task.id());
    }
  }

  /** Goes on with what was begun: a host was killed before it had enqueued it, or at the end. */
  void resume(ProjectId project, Repository repository) {
    if (!notes.isHere(repository)) {
      return;
    }
    switch (of(project, repository).orElseThrow().state()) {
      case CLONING -> {
        Task task = enqueue(project, ClonesRepositories.NAME, repository);
        if (task.state() == TaskState.STALLED) {
          notes.failed(project, repository.id(), task.lastError().orElse("given up"));
        }
      }
      case REMOVING -> remove(project, repository);
      case READY, FAILED -> {}
    }
  }
}
