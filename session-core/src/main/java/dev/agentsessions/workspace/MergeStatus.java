package dev.agentsessions.workspace;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Whether what is committed could be merged with another branch (G-04).
 *
 * @param with the branch that was asked about
 * @param conflicts files that both sides changed, from the top of the repository, sorted; none: it
 *     could
 * @param ahead commits that only the session's branch has
 * @param behind commits that only the other one has
 */
public record MergeStatus(String with, List<String> conflicts, long ahead, long behind) {
  public MergeStatus {
    requireNonNull(with, "with");
    conflicts = List.copyOf(conflicts);
  }

  public boolean canMerge() {
    return conflicts.isEmpty();
  }
}
