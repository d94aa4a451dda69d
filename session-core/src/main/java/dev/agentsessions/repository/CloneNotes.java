package dev.agentsessions.repository;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryClone;
import dev.agentsessions.catalog.RepositoryClone.State;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.task.TaskElsewhere;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What is known of clones. Enqueues nothing: those who run tasks need it. Safe for many threads.
 */
final class CloneNotes {
  private final Catalog catalog;
  private final NodeId node;
  private final InstantSource clock;

  @Inject
  CloneNotes(Catalog catalog, NodeId node, InstantSource clock) {
    this.catalog = requireNonNull(catalog, "catalog");
    this.node = requireNonNull(node, "node");
    this.clock = requireNonNull(clock, "clock");
  }

  NodeId node() {
    return node;
  }

  /** Whether a repository was cloned, or is to be, on this machine. */
  boolean isHere(Repository repository) {
    return repository.origin().filter(origin -> origin.node().equals(node)).isPresent();
  }

  void checkIsHere(Repository repository) throws TaskElsewhere {
    TaskElsewhere.unless(isHere(repository));
  }

  /** How far a repository's clone is; empty if it was there before. */
  Optional<RepositoryClone> of(ProjectId project, Repository repository) {
    return RepositoryClone.of(repository, catalog, project);
  }

  /** Whether nobody sees a repository any more. */
  boolean isGone(ProjectId project, Repository repository) {
    return of(project, repository).filter(it -> it.state() == State.REMOVING).isPresent();
  }

  void cloning(ProjectId project, RepositoryId id) {
    become(project, new RepositoryClone(id, State.CLONING, clock.instant()));
  }

  /** How far it is, for people; only of one that is being made. */
  void progress(ProjectId project, RepositoryId id, String message) {
    catalog
        .find(Kind.CLONE, project, id.value())
        .filter(it -> it.state() == State.CLONING)
        .ifPresent(
            it ->
                become(
                    project,
                    new RepositoryClone(id, State.CLONING, Optional.of(message), it.at())));
  }

  void removing(ProjectId project, RepositoryId id) {
    note(project, new RepositoryClone(id, State.REMOVING, clock.instant()));
  }

  void ready(ProjectId project, RepositoryId id) {
    become(project, new RepositoryClone(id, State.READY, clock.instant()));
  }

  /** Unless a later attempt has made it: this one was frozen, and comes late. */
  void failed(ProjectId project, RepositoryId id, String problem) {
    boolean made =
        catalog
            .find(Kind.CLONE, project, id.value())
            .filter(it -> it.state() == State.READY)
            .isPresent();
    if (!made) {
      become(project, new RepositoryClone(id, State.FAILED, Optional.of(problem), clock.instant()));
    }
  }

  /** Unless it goes, or has gone, meanwhile. */
  private void become(ProjectId project, RepositoryClone clone) {
    boolean stays =
        catalog
            .find(Kind.REPOSITORY, project, clone.key())
            .filter(repository -> !isGone(project, repository))
            .isPresent();
    if (stays) {
      note(project, clone);
    }
  }

  private void note(ProjectId project, RepositoryClone clone) {
    if (catalog.find(Kind.CLONE, project, clone.key()).isPresent()) {
      catalog.replace(Kind.CLONE, project, clone);
      return;
    }
    try {
      catalog.create(Kind.CLONE, project, clone);
    } catch (SessionException.AlreadyExists taken) { // just now, by another host
      catalog.replace(Kind.CLONE, project, clone);
    }
  }

  /** Its files stay, since somebody may want them: the repository is seen again. */
  void kept(ProjectId project, RepositoryId id, String held) {
    note(
        project,
        new RepositoryClone(
            id, State.READY, Optional.of("not removed, it still has " + held), clock.instant()));
  }

  /** It is no longer known. */
  void removed(ProjectId project, Repository repository) {
    catalog.delete(Kind.REPOSITORY, project, repository.key());
    forgetClone(project, repository);
  }

  private void forgetClone(ProjectId project, Repository repository) {
    if (catalog.find(Kind.CLONE, project, repository.key()).isPresent()) {
      catalog.delete(Kind.CLONE, project, repository.key());
    }
  }
}
