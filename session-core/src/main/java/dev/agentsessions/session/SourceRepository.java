package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.workspace.GitUrl;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A repository that a session's workspace has a clone of.
 *
 * @param branch that is checked out first
 * @param name of its folder; unique in its session
 * @param autoPush whether what was changed is committed and pushed when the session rests
 * @param output where that is pushed to; absent: where it comes from
 */
public record SourceRepository(
    GitUrl url, String branch, String name, boolean autoPush, Optional<Output> output) {
  public static final String USUAL_BRANCH = "main";

  /** No separator, no hidden or special name, nothing that a shell might read. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** Where changes go. */
  public record Output(GitUrl url, String branch) {
    public Output {
      requireNonNull(url, "url");
      WorktreeSession.checkBranch("output.branch", branch);
    }
  }

  public SourceRepository {
    requireNonNull(url, "url");
    WorktreeSession.checkBranch("branch", branch);
    checkName("name", name);
    requireNonNull(output, "output");
  }

  /** On its usual branch, called as its address ends. */
  public static SourceRepository of(GitUrl url) {
    return new SourceRepository(url, USUAL_BRANCH, url.repositoryName(), false, Optional.empty());
  }

  /**
   * Checks a text that shall be the name of a repository's folder.
   *
   * @throws Invalid for the field, if it is none
   */
  public static void checkName(String field, String name) {
    Invalid.check(
        NAME.matcher(name).matches(),
        field,
        "must have 1..100 letters, digits, dots, hyphens and underscores, a letter or digit first");
  }

  /** Whether both are the same clone. */
  public boolean hasOrigin(SourceRepository other) {
    return url.equals(other.url) && branch.equals(other.branch) && name.equals(other.name);
  }
}
