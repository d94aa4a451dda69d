package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.HostPart;
import dev.agentsessions.catalog.SessionRepositories;
import dev.agentsessions.host.Fence;
import dev.agentsessions.host.HighestFences;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import dev.agentsessions.workspace.WorkspaceProblem;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Directories of this machine. A quick session's is its user's: nothing is made, nothing is taken
 * away. A worktree is made and removed in the background, while its session is Pending; it stays
 * when its session rests. Fences are remembered as long as the program runs.
 */
final class LocalEnvironments implements Environments, HostPart {
  private static final Logger log = LoggerFactory.getLogger(LocalEnvironments.class);
  private static final Reason DIRECTORY_MISSING =
      WorkspaceProblem.Code.DIRECTORY_NOT_FOUND.reason();
  private static final Reason WORKTREE_FAILED = new Reason("WorktreeFailed");
  private static final Reason SETUP_FAILED = new Reason("SetupFailed");
  private static final EnvironmentState LANDING =
      new EnvironmentState.Pending("puts uploaded files into the workspace");
  private static final Reason UPLOAD_FAILED = new Reason("UploadFailed");

  /**
   * What became of giving a branch its name.
   *
   * @param worktree with the name that it was given
   * @param problem why it was not; absent: it was
   */
  private record Renaming(Worktree worktree, Optional<WorkspaceProblem> problem) {}

  /**
   * What became of putting uploads into a workspace.
   *
   * @param problem why they are not all there; absent: they are
   */
  private record Landing(Optional<String> problem) {}

  /**
   * What became of copying the files of another session.
   *
   * @param failure absent: they are there
   */
  private record Copying(Optional<EnvironmentState> failure) {}

  private final HighestFences fences;
  private final WorkspaceConfig config;
  private final WorkspaceCopies copies;
  private final LocalUploads uploads;
  private final Worktrees worktrees;
  private final OriginFetch origins;
  private final AgenticWorkspaces agentic;
  private final SessionRepositories repositories;
  private final BackgroundWork<SessionId, EnvironmentState> makings;
  private final BackgroundWork<SessionId, Renaming> renamings;
  private final BackgroundWork<SessionId, Landing> landings;
  private final BackgroundWork<SessionId, Copying> copyings;
  private final BackgroundWork<SessionId, Release> releases;

  @Inject
  LocalEnvironments(
      WorkspaceConfig config,
      Worktrees worktrees,
      OriginFetch origins,
      AgenticWorkspaces agentic,
      SessionRepositories repositories,
      HighestFences fences,
      LocalUploads uploads,
      WorkspaceCopies copies) {
    this.config = requireNonNull(config, "config");
    this.worktrees = requireNonNull(worktrees, "worktrees");
    this.origins = requireNonNull(origins, "origins");
    this.agentic = requireNonNull(agentic, "agentic");
    this.repositories = requireNonNull(repositories, "repositories");
    this.fences = requireNonNull(fences, "fences");
    this.uploads = requireNonNull(uploads, "uploads");
    this.copies = requireNonNull(copies, "copies");
    var room = new Semaphore(config.parallel());
    this.makings = new BackgroundWork<>(room, "worktree-make-");
    this.renamings = new BackgroundWork<>(room, "worktree-rename-");
    this.landings = new BackgroundWork<>(room, "uploads-land-");
    this.copyings = new BackgroundWork<>(room, "workspace-copy-");
    this.releases = new BackgroundWork<>(room, "worktree-release-");
  }

  @Override
  public EnvironmentState ensure(Session session, Fence fence) {
    fences.admit(session.id(), fence);
    EnvironmentState made = made(session);
    boolean isNew = session.state() != SessionState.ACTIVE; // nothing is uploaded to a running one
    if (isNew && made instanceof EnvironmentState.Ready && uploads.isPending(session.id())) {
      return landed(session, fence, made);
    }
    return landings.end(session.id()) ? made : LANDING;
  }

  private EnvironmentState landed(Session session, Fence fence, EnvironmentState made) {
    Optional<Landing> over = landings.result(session.id(), () -> land(session, fence));
    over.ifPresent(any -> landings.end(session.id())); // who asks again tries again
    if (over.isEmpty()) {
      return LANDING;
    }
    return over.get()
        .problem()
        .<EnvironmentState>map(problem -> new EnvironmentState.Failed(UPLOAD_FAILED, problem))
        .orElse(made);
  }

  private Landing land(Session session, Fence fence) {
    try {
      uploads.land(session, fence);
      return new Landing(Optional.empty());
    } catch (RuntimeException e) {
      log.warn("the uploads of {} are not all in its workspace", session.id(), e);
      return new Landing(Optional.of("an uploaded file cannot be put there: " + e.getMessage()));
    }
  }

  private EnvironmentState made(Session session) {
    return switch (session.spec().kind()) {
      case QuickSession quick ->
          Files.isDirectory(quick.location())
              ? copied(session, () -> ready(quick.location()))
              : missing(session, "there is no directory " + quick.location());
      case WorktreeSession kind -> ensure(session, worktree(session, kind));
      case AgenticSession kind ->
          agentic
              .missing(session)
              .map(problem -> missing(session, problem.message()))
              .orElseGet(() -> copied(session, () -> agentic.ensure(session, kind)));
    };
  }

  /** With the files of another session first, where there shall be such. */
  private EnvironmentState copied(Session session, Supplier<EnvironmentState> otherwise) {
    if (session.filesFrom().isEmpty() || copies.isDone(session)) {
      copyings.end(session.id());
      return otherwise.get();
    }
    if (releases.isRunning(session.id()) || agentic.isReleasing(session.id())) {
      return new EnvironmentState.Pending("waits until what it had before is removed");
    }
    Optional<Copying> over = copyings.result(session.id(), () -> copy(session));
    if (over.isEmpty()) {
      return new EnvironmentState.Pending("copies the files of another session");
    }
    return over.get().failure().orElseGet(otherwise);
  }

  private Copying copy(Session session) {
    try {
      copies.copy(session);
      return new Copying(Optional.empty());
    } catch (IOException | RuntimeException e) {
      return new Copying(Optional.of(failed(session, e)));
    }
  }

  private static EnvironmentState failed(Session session, Exception problem) {
    log.warn("the files of {} were not copied", session.id(), problem);
    return switch (problem) {
      case CopyFailure e -> new EnvironmentState.Failed(e.reason(), e.problem());
      case GitFailure e -> new EnvironmentState.Failed(Reason.COPY_FAILED, e.problem());
      default -> new EnvironmentState.Failed(Reason.COPY_FAILED, problem.toString());
    };
  }

  private EnvironmentState ensure(Session session, Worktree worktree) {
    if (worktree.handedOut() || worktree.isMade()) {
      makings.end(session.id());
      return worktree
          .missing()
          .map(problem -> missing(session, problem.message()))
          .orElseGet(() -> named(session, worktree));
    }
    if (releases.isRunning(session.id())) {
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
        .<EnvironmentState>map(
            renaming ->
                new EnvironmentState.Ready(
                    endpoint(worktree.directory()), renaming.problem(), worktrees.branch(worktree)))
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
        return failed(session, e);
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

  /**
   * Ready also when the directory is missing: a shell goes on when somebody removes its directory,
   * and whoever ends the session must find it.
   */
  @Override
  public EnvironmentState observe(Session session, Fence fence) {
    fences.admit(session.id(), fence);
    return switch (session.spec().kind()) {
      case QuickSession quick -> ready(quick.location());
      case AgenticSession kind -> agentic.observe(session);
      case WorktreeSession kind -> ready(worktree(session, kind));
    };
  }

  @Override
  public Release release(Session session, Fence fence, Retention retention) {
    fences.admit(session.id(), fence);
    return switch (session.spec().kind()) {
      case QuickSession quick -> released(session, () -> Release.DONE);
      case AgenticSession kind ->
          released(session, () -> agentic.release(session, kind, fence, retention));
      case WorktreeSession kind -> release(session, worktree(session, kind), retention);
    };
  }

  /** Without what was not copied whole. */
  private Release released(Session session, Supplier<Release> otherwise) {
    if (!landings.end(session.id()) || !copyings.end(session.id())) {
      return Release.PENDING;
    }
    boolean isHalfMade = session.filesFrom().isPresent() && !copies.isDone(session);
    if (!isHalfMade && !releases.isRunning(session.id())) {
      releases.end(session.id());
      return otherwise.get();
    }
    Optional<Release> release = releases.result(session.id(), () -> clear(session));
    release.ifPresent(over -> releases.end(session.id()));
    return release.orElse(Release.PENDING);
  }

  private Release clear(Session session) {
    try {
      copies.clear(session);
    } catch (RuntimeException e) {
      log.warn("what was copied for {} is not removed", session.id(), e);
    }
    return Release.DONE;
  }

  private Release release(Session session, Worktree worktree, Retention retention) {
    if (!makings.end(worktree.session())
        || !renamings.end(worktree.session())
        || !landings.end(worktree.session())) {
      return Release.PENDING;
    }
    boolean stays = retention == Retention.KEEP && !Worktrees.isHalfMade(worktree);
    if (stays && !releases.isRunning(worktree.session())) {
      releases.end(worktree.session());
      return Release.DONE;
    }
    Optional<Release> release =
        releases.result(worktree.session(), () -> take(session, worktree, retention));
    release.ifPresent(over -> releases.end(worktree.session()));
    return release.orElse(Release.PENDING);
  }

  private Release take(Session session, Worktree worktree, Retention retention) {
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

  @Override
  public void start() {}

  @Override
  public void close() {
    makings.close();
    renamings.close();
    landings.close();
    copyings.close();
    releases.close();
    agentic.close();
  }

  private Worktree worktree(Session session, WorktreeSession kind) {
    return Worktree.of(session, kind, config.worktrees());
  }

  private static EnvironmentState ready(Path directory) {
    return new EnvironmentState.Ready(endpoint(directory));
  }

  private EnvironmentState ready(Worktree worktree) {
    return new EnvironmentState.Ready(
        endpoint(worktree.directory()), Optional.empty(), worktrees.branch(worktree));
  }

  private static Endpoint endpoint(Path directory) {
    return new Endpoint(Endpoint.LOCAL, directory.toString());
  }

  /** An active session had its directory. */
  private static EnvironmentState missing(Session session, String message) {
    return session.state() == SessionState.ACTIVE
        ? new EnvironmentState.Gone(DIRECTORY_MISSING, message)
        : new EnvironmentState.Failed(DIRECTORY_MISSING, message);
  }
}
