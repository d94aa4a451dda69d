package dev.agentsessions.catalog;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.project.ProjectId;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the clone of a repository is. Beside the repository, which callers replace whole: this is
 * written by those who clone and remove, so neither overwrites the other.
 *
 * @param message for people: how far it is, why it failed last, or why it was kept; holds no secret
 * @param at when it became so
 */
public record RepositoryClone(
    RepositoryId repository, State state, Optional<String> message, Instant at) implements Entry {
  /** Stored by name. */
  public enum State {
    CLONING,
    READY,
    /** Tried again while its task is pending. */
    FAILED,
    /** Nobody sees it any more, and its files go. */
    REMOVING
  }

  public RepositoryClone {
    requireNonNull(repository, "repository");
    requireNonNull(state, "state");
    requireNonNull(message, "message");
    requireNonNull(at, "at");
  }

  /** Of which there is no more to say. */
  public RepositoryClone(RepositoryId repository, State state, Instant at) {
    this(repository, state, Optional.empty(), at);
  }

  /** How far a repository's clone is; empty if the repository was there before. */
  public static Optional<RepositoryClone> of(
      Repository repository, Catalog catalog, ProjectId project) {
    return repository
        .origin()
        .map(
            origin ->
                catalog
                    .find(Kind.CLONE, project, repository.key())
                    .orElseGet(
                        () ->
                            new RepositoryClone(
                                repository.id(), State.CLONING, repository.createdAt())));
  }

  @Override
  public String key() {
    return repository.value();
  }
}
