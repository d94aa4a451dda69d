package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.Checkout;
import dev.agentsessions.workspace.RepositoryWorktree;
import dev.agentsessions.workspace.WorkspaceCheck;
import dev.agentsessions.workspace.WorkspaceProblem;
import dev.agentsessions.workspace.WorkspaceProblem.Code;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks at directories and repositories of this machine, as this program's user sees them. */
final class LocalWorkspaceCheck implements WorkspaceCheck {
  private final WorkspaceConfig config;
  private final RemoteExchange remotes;
  private final AgenticWorkspaces agentic;
  private final RepositoryCheck repositories;
  private final WorkspaceCopies copies;

  @Inject
  LocalWorkspaceCheck(
      WorkspaceConfig config,
      RemoteExchange remotes,
      AgenticWorkspaces agentic,
      RepositoryCheck repositories,
      WorkspaceCopies copies) {
    this.config = requireNonNull(config, "config");
    this.remotes = requireNonNull(remotes, "remotes");
    this.agentic = requireNonNull(agentic, "agentic");
    this.repositories = requireNonNull(repositories, "repositories");
    this.copies = requireNonNull(copies, "copies");
  }

  @Override
  public Optional<WorkspaceProblem> ofNew(SessionKind kind) {
    return switch (kind) {
      case QuickSession quick -> ofLocation(quick.location());
      case WorktreeSession worktree -> ofNew(worktree);
      case AgenticSession agentic -> ofNew(agentic);
    };
  }

  /** Nobody is reached: whether a remote is there is seen when it is cloned. */
  private Optional<WorkspaceProblem> ofNew(AgenticSession kind) {
    kind.addresses().forEach(remotes::check);
    return Optional.empty();
  }

  @Override
  public Optional<WorkspaceProblem> ofCopy(Session source, SessionKind kind) {
    return copies
        .problem(source, kind)
        .or(
            () ->
                kind instanceof WorktreeSession worktree && hasBranch(worktree)
                    ? Optional.of(RepositoryCheck.isThere(worktree.branch()))
                    : Optional.empty());
  }

  @Override
  public boolean hasBranch(WorktreeSession kind) {
    try {
      return repositories.hasBranch(kind);
    } catch (GitFailure e) {
      throw new SessionException.Unavailable(e.problem(), e);
    }
  }

  @Override
  public Optional<Checkout> checkout(Path directory) {
    try {
      return repositories.checkout(directory);
    } catch (GitFailure e) {
      throw new SessionException.Unavailable(e.problem(), e);
    }
  }

  @Override
  public List<RepositoryWorktree> worktrees(Path repository) {
    try {
      return repositories.worktrees(repository);
    } catch (GitFailure e) {
      throw new SessionException.Unavailable(e.problem(), e);
    }
  }

  @Override
  public Optional<WorkspaceProblem> of(Session session) {
    return switch (session.spec().kind()) {
      case QuickSession quick -> ofLocation(quick.location());
      case WorktreeSession kind -> of(Worktree.of(session, kind, config.worktrees()));
      case AgenticSession kind -> agentic.missing(session).or(() -> ofNew(kind));
    };
  }

  @Override
  public Optional<WorkspaceProblem> ofRename(Session session, String branch) {
    return switch (session.spec().kind()) {
      case QuickSession quick -> noBranch();
      case AgenticSession kind -> noBranch();
      case WorktreeSession kind -> {
        var worktree = Worktree.of(session, kind, config.worktrees());
        String present = session.status().run().branch().orElse(kind.branch());
        yield worktree.missing().or(() -> ofRename(worktree, present, branch));
      }
    };
  }

  private static Optional<WorkspaceProblem> noBranch() {
    return Optional.of(
        new WorkspaceProblem(Code.BRANCH_FIXED, "branch", "cannot be given: there is none"));
  }

  private Optional<WorkspaceProblem> ofRename(Worktree worktree, String present, String branch) {
    try {
      return repositories.ofRename(worktree, present, branch);
    } catch (GitFailure e) {
      throw new SessionException.Unavailable(e.problem(), e);
    }
  }

  private Optional<WorkspaceProblem> of(Worktree worktree) {
    return worktree.handedOut() || worktree.isMade()
        ? worktree.missing().or(() -> ofBranch(worktree))
        : ofNew(worktree.kind());
  }

  private Optional<WorkspaceProblem> ofBranch(Worktree worktree) {
    try {
      return repositories.ofBranch(worktree);
    } catch (GitFailure e) {
      throw new SessionException.Unavailable(e.problem(), e);
    }
  }

  private Optional<WorkspaceProblem> ofNew(WorktreeSession kind) {
    try {
      return repositories.problem(kind);
    } catch (GitFailure e) {
      throw new SessionException.Unavailable(e.problem(), e);
    }
  }

  private static Optional<WorkspaceProblem> ofLocation(Path location) {
    if (!Files.exists(location)) {
      return problem("does not exist: " + location);
    }
    if (!Files.isDirectory(location)) {
      return problem("is not a directory: " + location);
    }
    return Files.isReadable(location) && Files.isExecutable(location)
        ? Optional.empty()
        : problem("is not readable: " + location);
  }

  private static Optional<WorkspaceProblem> problem(String message) {
    return Optional.of(new WorkspaceProblem(Code.DIRECTORY_NOT_FOUND, "spec.location", message));
  }
}
