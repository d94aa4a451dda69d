package dev.agentsessions.workspace.local;

import java.util.List;

/**
 * What is staged in a work tree, to be staged in a copy of it.
 *
 * @param tree what is staged, as a tree
 * @param skipped files that a sparse checkout leaves out, one byte a character
 */
record StagedState(String tree, List<String> skipped) {
  private static final String SKIPPED = "S ";

  StagedState {
    skipped = List.copyOf(skipped);
  }

  static StagedState of(IndexAside index) {
    String tree = index.treeOfStaged();
    GitOutput tags = index.run(GitCommand.of("ls-files", "-t", "-z"), "");
    if (!tags.whole()) {
      throw new GitFailure("there are too many files to tell");
    }
    return new StagedState(
        tree,
        tags.items().stream()
            .filter(item -> item.startsWith(SKIPPED))
            .map(item -> item.substring(SKIPPED.length()))
            .toList());
  }

  /** Stages it in a work tree that has the objects. */
  void stageIn(SealedGit git) {
    git.run(git.longCall(GitCommand.of("read-tree").value(tree))).orThrow();
    if (!skipped.isEmpty()) {
      git.run(
              git.longCall(GitCommand.of("update-index", "--skip-worktree", "-z", "--stdin"))
                  .reading(String.join("\0", skipped) + "\0"))
          .orThrow();
    }
  }

  /** Lets git remember the files that are there, so that it need not read them to compare. */
  static void refresh(SealedGit git) {
    git.run(git.longCall(GitCommand.of("update-index", "-q", "--refresh"))); // 1: some differ
  }
}
