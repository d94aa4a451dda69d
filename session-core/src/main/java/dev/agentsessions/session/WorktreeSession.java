package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Invalid;
import java.util.Optional;

/**
 * A session on a branch of a repository, checked out as a git worktree of its own.
 *
 * @param repository a repository's id or the path of a local one
 * @param branch by git's rules for the names of branches
 * @param base the branch starts at this branch, tag or commit when it does not exist yet; absent:
 *     at the repository's default branch
 */
public record WorktreeSession(String repository, String branch, Optional<String> base)
    implements SessionKind {
  public WorktreeSession {
    Invalid.check(
        !repository.isBlank() && repository.chars().noneMatch(Character::isISOControl),
        "spec.repository",
        "must name a repository");
    checkBranch("spec.branch", branch);
    requireNonNull(base, "base");
    Invalid.check(
        base.filter(GitNames::isNoRevision).isEmpty(),
        "spec.base",
        "must name a branch, a tag or a commit, without blanks, and not begin with a hyphen");
  }

  /** The same, with another name for its branch. */
  public WorktreeSession withBranch(String branch) {
    return new WorktreeSession(repository, branch, base);
  }

  /** Whether git would take a text for the name of a branch. */
  public static boolean isBranch(String text) {
    return !text.isBlank() && GitNames.problemOfBranch(text).isEmpty();
  }

  /**
   * Checks a text that shall be the name of a branch.
   *
   * @throws Invalid for the field, if git would not take it
   */
  public static void checkBranch(String field, String branch) {
    Invalid.check(!branch.isBlank(), field, "must name a branch");
    GitNames.problemOfBranch(branch)
        .ifPresent(
            problem -> {
              throw new Invalid(field, problem);
            });
  }
}
