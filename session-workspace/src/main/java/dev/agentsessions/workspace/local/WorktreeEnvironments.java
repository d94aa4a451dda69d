package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.SessionRepositories;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import dev.agentsessions.workspace.WorkspaceProblem;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Worktrees as environments of sessions: made and named in the background. */
final class WorktreeEnvironments {
  private static final Logger log = LoggerFactory.getLogger(WorktreeEnvironments.class);
  private static final Reason WORKTREE_FAILED = new Reason("WorktreeFailed");
  private static final Reason SETUP_FAILED = new Reason("SetupFailed");

  /**
   * What became of giving a branch its name.
   *
   * @param worktree with the name that it was given
   * @param problem why it was not; absent: it was
   */
  private record Renaming(Worktree worktree, Optional<WorkspaceProblem> problem) {}

  private final Worktrees worktrees;
  private final WorkspaceCopies copies;
  private final OriginFetch origins;
  private final SessionRepositories repositories;
  private final BackgroundWork<SessionId, EnvironmentState> makings;
  private final BackgroundWork<SessionId, Renaming> renamings;

  /**
   * @param room how much may be done at a time
   */
  WorktreeEnvironments(
      Worktrees worktrees,
      WorkspaceCopies copies,
      OriginFetch origins,
      SessionRepositories repositories,
      Semaphore room) {
    this.worktrees = requireNonNull(worktrees, "worktrees");
    this.copies = requireNonNull(copies, "copies");
    this.origins = requireNonNull(origins, "origins");
    this.repositories = requireNonNull(repositories, "repositories");
    this.makings = new BackgroundWork<>(room, "worktree-make-");
    this.renamings = new BackgroundWork<>(room, "worktree-rename-");
  }

  /**
   * How far a session's worktree is; begins it if nobody has.
   *
   * @param isReleasing whether the one that it had before is still being removed
   */
  EnvironmentState ensure(Session session, Worktree worktree, boolean isReleasing) {
    if (worktree.handedOut() || worktree.isMade()) {
      makings.end(session.id());
      return worktree
          .missing()
          .map(problem -> DirectoryState.missing(session, problem.message()))
          .orElseGet(() -> named(session, worktree));
    }
    if (isReleasing) {
      return new EnvironmentState.Pending("waits until its former worktree is removed");
    }
    return makings
        .result(session.id(), () -> make(session, worktree))
        .orElseGet(
            () -> new EnvironmentState.Pending("makes a worktree of " + worktree.kind().branch()));
  }

  /** Ready, once its branch has its name or cannot get it. */
  private EnvironmentState named(Session session, Worktree worktree) {
    Optional<String> former = session.formerBranch();
    if (former.isEmpty()) {
      renamings.end(session.id());
      return ready(worktree);
    }
    Optional<Renaming> over = renamings.result(session.id(), () -> rename(worktree, former.get()));
    over.ifPresent(any -> renamings.end(session.id())); // who asks again tries again
    return over.filter(renaming -> renaming.worktree().equals(worktree))
        .map(
            renaming ->
                DirectoryState.ready(
                    worktree.directory(), renaming.problem(), worktrees.branch(worktree)))
        .orElseGet(
            () ->
                new EnvironmentState.Pending("renames its branch to " + worktree.kind().branch()));
  }

  private Renaming rename(Worktree worktree, String former) {
    try {
      worktrees.rename(worktree, former);
      return new Renaming(worktree, Optional.empty());
    } catch (WorktreeFailure e) {
      return new Renaming(worktree, Optional.of(e.problem()));
    } catch (RuntimeException e) {
      log.warn("the branch of {} was not renamed", worktree.session(), e);
      return new Renaming(
          worktree,
          Optional.of(
              new WorkspaceProblem(
                  WorkspaceProblem.Code.BRANCH_FIXED,
                  "branch",
                  "cannot be given: " + e.getMessage())));
    }
  }

  private EnvironmentState make(Session session, Worktree worktree) {
    try {
      if (session.filesFrom().isEmpty()) { // else its branch starts at what is here
        origins.before(session, worktree.kind());
      }
      worktrees.make(worktree, beginning(session, worktree), repositories.settingsOf(session));
      return ready(worktree);
    } catch (WorktreeFailure e) {
      WorkspaceProblem problem = e.problem();
      return new EnvironmentState.Failed(
          problem.code().reason(), problem.field() + " " + problem.message());
    } catch (CommandFailure e) {
      return new EnvironmentState.Failed(
          SETUP_FAILED, "the repository's set-up command " + e.getMessage());
    } catch (RuntimeException e) {
      if (session.filesFrom().isPresent()) {
        return FileCopies.failed(session, e);
      }
      if (e instanceof GitFailure failure) {
        return new EnvironmentState.Failed(WORKTREE_FAILED, failure.problem());
      }
      log.warn("the worktree of {} was not made", worktree.session(), e);
      return new EnvironmentState.Failed(WORKTREE_FAILED, e.toString());
    }
  }

  private Worktrees.Beginning beginning(Session session, Worktree worktree) {
    return session.filesFrom().isPresent()
        ? copies.worktree(session)
        : worktrees.committed(worktree);
  }

  EnvironmentState ready(Worktree worktree) {
    return DirectoryState.ready(worktree.directory(), Optional.empty(), worktrees.branch(worktree));
  }

  /** Removes a worktree, or what is half made of one: slowly, on the caller's thread. */
  Release take(Session session, Worktree worktree, Retention retention) {
    try {
      return switch (retention) {
        case DELETE -> worktrees.remove(worktree, repositories.settingsOf(session));
        case KEEP -> {
          worktrees.clear(worktree);
          yield Release.DONE;
        }
      };
    } catch (RuntimeException e) {
      log.warn("the worktree of {} was not removed", worktree.session(), e);
      return retention == Retention.DELETE && Files.exists(worktree.folder())
          ? new Release.Kept(worktree.folder().toString(), "it could not be removed: " + e)
          : Release.DONE;
    }
  }

  /** As {@link BackgroundWork#end}. */
  boolean end(SessionId session) {
    return makings.end(session) && renamings.end(session);
  }

  void close() {
    makings.close();
    renamings.close();
  }
}
