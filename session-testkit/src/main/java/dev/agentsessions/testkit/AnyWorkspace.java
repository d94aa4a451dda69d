package dev.agentsessions.testkit;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.Checkout;
import dev.agentsessions.workspace.RepositoryWorktree;
import dev.agentsessions.workspace.WorkspaceCheck;
import dev.agentsessions.workspace.WorkspaceProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A world in which every workspace is as it was asked for. */
public final class AnyWorkspace implements WorkspaceCheck {
  @Override
  public Optional<WorkspaceProblem> ofNew(SessionKind kind) {
    return Optional.empty();
  }

  @Override
  public Optional<WorkspaceProblem> ofCopy(Session source, SessionKind kind) {
    return Optional.empty();
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

  @Override
  public Optional<WorkspaceProblem> ofRename(Session session, String branch) {
    return Optional.empty();
  }
}
