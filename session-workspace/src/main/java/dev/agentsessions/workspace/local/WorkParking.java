package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.workspace.ParkedWork;
import dev.agentsessions.workspace.Release;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Puts what is in a worktree and nowhere else on a ref of its repository (G-07), in the form of a
 * stash: {@code git stash apply <ref>} brings it back. Only when no process is in the worktree. May
 * be called again, also after a crash within it.
 */
final class WorkParking {
  private final GitProgram git;

  @Inject
  WorkParking(GitProgram git) {
    this.git = requireNonNull(git, "git");
  }

  /**
   * Parks what would be lost with the worktree; nothing if nothing would.
   *
   * @throws GitFailure if it cannot, and why; nothing is parked
   */
  void park(Worktree worktree) {
    WorkTree tree =
        worktree
            .tree()
            .orElseThrow(
                () ->
                    new GitFailure(
                        "it is not a worktree of " + worktree.kind().repository() + " any more"));
    UnsavedWork.obstacle(tree)
        .ifPresent(
            obstacle -> {
              throw new GitFailure(obstacle);
            });
    try (SealedGit sealed = SealedGit.in(tree, git)) {
      new Parking(sealed, worktree.session()).park();
    }
  }

  /** What was parked of a session; empty: nothing. */
  static Optional<Release> found(Worktree worktree, GitRepository repository) {
    String ref = ParkedWork.ref(worktree.session());
    return repository
        .message(ref)
        .map(message -> new Release.Parked(repository.home().toString(), ref, message));
  }
}
