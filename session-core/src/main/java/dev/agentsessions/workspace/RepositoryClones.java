package dev.agentsessions.workspace;

import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Clones of remote repositories on this machine, each in a folder of its own that is called by its
 * repository's id, and nothing else is ever removed (G-09). Slow, on the caller's thread; every
 * method may be called again after a crash within it and finishes what was begun. One caller a
 * repository at a time. Passes {@code RepositoryClonesContract}.
 */
public interface RepositoryClones {
  /** Of a host that keeps none. */
  RepositoryClones NONE =
      new RepositoryClones() {
        @Override
        public Path place(RepositoryId id, GitUrl url) {
          throw refusal();
        }

        @Override
        public void make(
            ProjectId project, Repository repository, Consumer<CloneProgress> progress) {
          throw refusal();
        }

        @Override
        public Optional<String> hold(Repository repository) {
          return Optional.empty();
        }

        @Override
        public void clear(RepositoryId id) {}

        @Override
        public void remove(RepositoryId id) {}

        private SessionException refusal() {
          return new SessionException.Unsatisfied("url", "cannot be cloned: this host has no disk");
        }
      };

  /**
   * Where the clone of a repository will be. Reaches nobody.
   *
   * @throws SessionException.Invalid for the field {@code url}, if such are not allowed here
   */
  Path place(RepositoryId id, GitUrl url);

  /**
   * Makes a repository's clone, at its path, from its origin; nothing if it is made. Nothing is
   * left of a call that fails, but for one that was killed.
   *
   * @param progress told how far it is, on the caller's thread, some times a second at most, and
   *     again where it does not go on; what it throws ends the attempt
   * @throws GitException.RemoteFailed if the remote cannot be reached or refuses
   * @throws SessionException.Unavailable if git cannot be run, or the disk refuses
   */
  void make(ProjectId project, Repository repository, Consumer<CloneProgress> progress);

  /** What of a clone somebody could still want that is nowhere else, for people; empty: nothing. */
  Optional<String> hold(Repository repository);

  /** Removes what is half made of a clone. One that is whole stays. */
  void clear(RepositoryId id);

  /** Removes a clone, whole or half made. */
  void remove(RepositoryId id);
}
