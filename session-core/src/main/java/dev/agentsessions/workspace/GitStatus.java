package dev.agentsessions.workspace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a workspace differs from its last commit, and that from its remote branch (G-01).
 *
 * @param initialized whether it is a git work tree at all; if not, all else is empty
 * @param branch absent while a commit is checked out, and no branch
 * @param remoteUrl of {@code origin}, without credentials
 * @param filesAdded files that the last commit lacks, those that git does not know yet included
 * @param filesRemoved files of the last commit that are gone
 * @param uncommittedFiles all files that differ from the last commit
 * @param totalAdded lines
 * @param totalRemoved lines
 * @param ahead commits that the remote branch lacks, as far as it was fetched; absent: there is
 *     none
 * @param behind commits that only the remote branch has, likewise
 */
public record GitStatus(
    boolean initialized,
    Optional<String> branch,
    Optional<String> remoteUrl,
    int filesAdded,
    int filesRemoved,
    int uncommittedFiles,
    long totalAdded,
    long totalRemoved,
    OptionalLong ahead,
    OptionalLong behind) {
  /** Of what is no repository. */
  public static final GitStatus NONE =
      new GitStatus(
          false,
          Optional.empty(),
          Optional.empty(),
          0,
          0,
          0,
          0,
          0,
          OptionalLong.empty(),
          OptionalLong.empty());

  public GitStatus {
    requireNonNull(branch, "branch");
    requireNonNull(remoteUrl, "remoteUrl");
    requireNonNull(ahead, "ahead");
    requireNonNull(behind, "behind");
  }

  /** Whether there is anything to commit. */
  public boolean hasChanges() {
    return uncommittedFiles > 0;
  }
}
