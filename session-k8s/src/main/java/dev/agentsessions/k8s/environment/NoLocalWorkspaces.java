package dev.agentsessions.k8s.environment;

import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.Checkout;
import dev.agentsessions.workspace.GitUrl.Scheme;
import dev.agentsessions.workspace.RepositoryWorktree;
import dev.agentsessions.workspace.WorkspaceCheck;
import dev.agentsessions.workspace.WorkspaceProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A machine without workspaces: they are volumes of the cluster, of repositories that are reached
 * by https or ssh. What is in them only their pods know.
 */
final class NoLocalWorkspaces implements WorkspaceCheck {
  @Override
  public Optional<WorkspaceProblem> ofNew(SessionKind kind) {
    if (!(kind instanceof AgenticSession agentic)) {
      throw new Invalid("kind", "must be agentic: sessions of this host are on a cluster");
    }
    agentic
        .addresses()
        .forEach(
            (field, url) ->
                Invalid.check(
                    url.scheme() != Scheme.FILE, field, "must be an https or ssh address"));
    return Optional.empty();
  }

  @Override
  public Optional<WorkspaceProblem> ofCopy(Session source, SessionKind kind) {
    throw new Invalid("workspace", "must be none: files of a cluster's sessions are not copied");
  }

  @Override
  public boolean hasBranch(WorktreeSession kind) {
    return false;
  }

  @Override
  public Optional<Checkout> checkout(Path directory) {
    return Optional.empty();
  }

  @Override
  public List<RepositoryWorktree> worktrees(Path repository) {
    return List.of();
  }

  @Override
  public Optional<WorkspaceProblem> of(Session session) {
    return Optional.empty();
  }

  /** No session of a cluster has a branch. */
  @Override
  public Optional<WorkspaceProblem> ofRename(Session session, String branch) {
    return Optional.empty();
  }
}
