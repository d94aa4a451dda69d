package dev.agentsessions.workspace.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A worktree as its repository lists it.
 *
 * @param branch absent: none, a commit is checked out
 * @param missing its directory is gone, and the repository does not know yet
 */
record CheckedOut(String directory, Optional<String> branch, boolean missing) {
  static final String BRANCHES = "refs/heads/";

  /**
   * Reads a list of worktrees.
   *
   * @param items of {@code git worktree list --porcelain -z}: attributes, and an empty one after
   *     each worktree
   */
  static List<CheckedOut> list(List<String> items) {
    List<CheckedOut> worktrees = new ArrayList<>();
    List<String> attributes = new ArrayList<>();
    for (String item : items) {
      if (!item.isEmpty()) {
        attributes.add(item);
      } else if (!attributes.isEmpty()) {
        worktrees.add(of(attributes));
        attributes.clear();
      }
    }
    return worktrees;
  }

  private static CheckedOut of(List<String> attributes) {
    return new CheckedOut(
        value(attributes, "worktree ").orElse(""),
        value(attributes, "branch ")
            .filter(ref -> ref.startsWith(BRANCHES))
            .map(ref -> ref.substring(BRANCHES.length())),
        attributes.stream().anyMatch(attribute -> attribute.startsWith("prunable")));
  }

  private static Optional<String> value(List<String> attributes, String key) {
    return attributes.stream()
        .filter(attribute -> attribute.startsWith(key))
        .map(attribute -> attribute.substring(key.length()))
        .findFirst();
  }
}
