package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.reconcile.SessionCleaner;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.WorkspaceProblem;
import dev.agentsessions.workspace.WorkspaceProblem.Code;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * New workspaces that begin with the files of another session (S-09, decision 0025). Each step may
 * be cut off, and is done again or gone on with by who asks next.
 */
final class WorkspaceCopies implements SessionCleaner {
  private final WorkspaceConfig config;
  private final SourceFiles files;
  private final QuickCopy quick;
  private final AgenticCopy agentic;
  private final GitProgram git;

  @Inject
  WorkspaceCopies(
      WorkspaceConfig config,
      SourceFiles files,
      QuickCopy quick,
      AgenticCopy agentic,
      GitProgram git) {
    this.config = requireNonNull(config, "config");
    this.files = requireNonNull(files, "files");
    this.quick = requireNonNull(quick, "quick");
    this.agentic = requireNonNull(agentic, "agentic");
    this.git = requireNonNull(git, "git");
  }

  /** What keeps the files of a session from being copied to a new one; empty: nothing. */
  Optional<WorkspaceProblem> problem(Session source, SessionKind kind) {
    Path root = files.root(source).path();
    if (!Files.isDirectory(root)) {
      return Optional.of(
          new WorkspaceProblem(
              Code.DIRECTORY_NOT_FOUND,
              "workspace",
              "of its source is not there; it is made when its session starts: " + root));
    }
    return switch (kind) {
      case QuickSession it -> QuickCopy.problem(root, it.location());
      case WorktreeSession it -> Optional.empty();
      case AgenticSession it -> Optional.empty();
    };
  }

  /** Whether all files are there; not for a worktree, which has a sign for that anyway. */
  boolean isDone(Session session) {
    return switch (session.spec().kind()) {
      case QuickSession kind -> quick.isDone(session, kind);
      case WorktreeSession kind -> true;
      case AgenticSession kind -> agentic.isDone(session);
    };
  }

  /**
   * @throws CopyFailure if they cannot be copied
   */
  void copy(Session session) throws IOException {
    switch (session.spec().kind()) {
      case QuickSession kind -> quick.copy(session, kind);
      case WorktreeSession kind -> throw new IllegalArgumentException("copied as it is made");
      case AgenticSession kind -> agentic.copy(session);
    }
  }

  /**
   * What a worktree begins with.
   *
   * @throws CopyFailure if the other one is not there
   */
  Worktrees.Beginning worktree(Session session) {
    Session source = files.sourceOf(session);
    Optional<WorkTree> tree =
        source.spec().kind() instanceof WorktreeSession kind
            ? Worktree.of(source, kind, config.worktrees()).tree()
            : Optional.empty();
    return new WorktreeOfAnother(
        git,
        files,
        session,
        source,
        tree.orElseThrow(() -> new CopyFailure("the worktree of its source is not there")));
  }

  /** Takes away what was not copied whole. */
  void clear(Session session) {
    switch (session.spec().kind()) {
      case QuickSession kind -> quick.release(session, kind);
      case WorktreeSession kind -> throw new IllegalArgumentException("cleared as it is released");
      case AgenticSession kind -> agentic.clear(session);
    }
  }

  @Override
  public void clean(Session session) {
    quick.forget(session.id());
  }
}
