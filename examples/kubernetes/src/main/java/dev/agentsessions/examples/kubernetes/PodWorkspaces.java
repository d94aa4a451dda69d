package dev.agentsessions.examples.kubernetes;

import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.Checkout;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.RepositoryWorktree;
import dev.agentsessions.workspace.WorkspaceCheck;
import dev.agentsessions.workspace.WorkspaceProblem;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Workspaces are volumes of the cluster: of repositories that are reached by https or ssh. What is
 * in them only their pods know.
 */
final class PodWorkspaces implements WorkspaceCheck {
  @Inject
  PodWorkspaces() {}

  @Override
  public Optional<WorkspaceProblem> ofNew(SessionKind kind) {
    if (!(kind instanceof AgenticSession agentic)) {
      throw new Invalid("kind", "must be agentic: this host has no directories for sessions");
    }
    agentic
        .addresses()
        .forEach(
            (field, url) ->
                Invalid.check(
                    url.scheme() != GitUrl.Scheme.FILE, field, "must be an https or ssh address"));
    return Optional.empty();
  }

  /** Volumes are not copied yet. */
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

  /** No such session has a branch. */
  @Override
  public Optional<WorkspaceProblem> ofRename(Session session, String branch) {
    return Optional.empty();
  }
}
