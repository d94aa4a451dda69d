package dev.agentsessions.workspace.local;

import java.util.List;

/** What git ignores in a work tree. */
final class IgnoredPaths {
  private IgnoredPaths() {}

  /**
   * Files, and folders that are ignored as a whole, which end with a slash; one byte a character.
   *
   * @throws GitFailure if that is too much to tell
   */
  static List<String> in(SealedGit git) {
    GitOutput list =
        git.run(
            git.longCall(
                    GitCommand.of(
                        "ls-files",
                        "-z",
                        "--others",
                        "--ignored",
                        "--exclude-standard",
                        "--directory"))
                .tellingPaths());
    list.orThrow();
    if (!list.whole()) {
      throw new GitFailure("too many files are ignored one by one");
    }
    return list.items().stream().filter(item -> !item.isEmpty()).toList();
  }
}
