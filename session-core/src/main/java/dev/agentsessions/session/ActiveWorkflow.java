package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.WorkspacePath;

/**
 * A folder of a git repository in which agents are told how to work.
 *
 * @param path from the top of the repository; the root: all of it
 */
public record ActiveWorkflow(GitUrl url, String branch, WorkspacePath path) {
  public ActiveWorkflow {
    requireNonNull(url, "url");
    WorktreeSession.checkBranch("branch", branch);
    requireNonNull(path, "path");
  }

  /** Whether both are of one clone. */
  public boolean hasOrigin(ActiveWorkflow other) {
    return url.equals(other.url) && branch.equals(other.branch);
  }

  /**
   * @throws Invalid for the field {@code path}
   */
  public static WorkspacePath path(String text) {
    return text.isEmpty() || text.equals(".") ? WorkspacePath.ROOT : new WorkspacePath(text);
  }
}
