package dev.agentsessions.workspace.local;

import java.util.Optional;

/** Commits of a repository that no remote has. */
final class OwnCommits {
  private OwnCommits() {}

  /** What there are on its branches, its parked refs and its stash, for people; empty: none. */
  static Optional<String> in(SealedGit git) {
    GitOutput own =
        git.run(
            git.longCall(
                GitCommand.of(
                    "rev-list",
                    "--max-count=1",
                    "--branches",
                    "--glob=refs/agent-sessions",
                    "--glob=refs/stash",
                    "--not",
                    "--remotes")));
    return own.orThrow().isEmpty() ? Optional.empty() : Optional.of("commits of its own");
  }
}
