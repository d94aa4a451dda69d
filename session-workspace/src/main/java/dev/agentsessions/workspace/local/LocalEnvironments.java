package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.HostPart;
import dev.agentsessions.catalog.SessionRepositories;
import dev.agentsessions.host.Fence;
import dev.agentsessions.host.HighestFences;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Directories of this machine. A quick session's is its user's: nothing is made, nothing is taken
 * away. A worktree is made and removed in the background, while its session is Pending; it stays
 * when its session rests. Fences are remembered as long as the program runs.
 */
final class LocalEnvironments implements Environments, HostPart {
  private final HighestFences fences;
  private final WorkspaceConfig config;
  private final AgenticWorkspaces agentic;
  private final WorktreeEnvironments worktrees;
  private final FileCopies copies;
  private final UploadLandings landings;
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
    this.agentic = requireNonNull(agentic, "agentic");
    this.fences = requireNonNull(fences, "fences");
    var room = new Semaphore(config.parallel());
    this.worktrees = new WorktreeEnvironments(worktrees, copies, origins, repositories, room);
    this.copies = new FileCopies(copies, room);
    this.landings = new UploadLandings(uploads, room);
    this.releases = new BackgroundWork<>(room, "worktree-release-");
  }

  @Override
  public EnvironmentState ensure(Session session, Fence fence) {
    fences.admit(session.id(), fence);
    return landings.after(made(session), session, fence);
  }

  private EnvironmentState made(Session session) {
    return switch (session.spec().kind()) {
      case QuickSession quick ->
          Files.isDirectory(quick.location())
              ? copied(session, () -> DirectoryState.ready(quick.location()))
              : DirectoryState.missing(session, "there is no directory " + quick.location());
      case WorktreeSession kind ->
          worktrees.ensure(session, worktree(session, kind), releases.isRunning(session.id()));
      case AgenticSession kind ->
          agentic
              .missing(session)
              .map(problem -> DirectoryState.missing(session, problem.message()))
              .orElseGet(() -> copied(session, () -> agentic.ensure(session, kind)));
    };
  }

  /** With the files of another session first, where there shall be such. */
  private EnvironmentState copied(Session session, Supplier<EnvironmentState> otherwise) {
    boolean isReleasing = releases.isRunning(session.id()) || agentic.isReleasing(session.id());
    return copies.isDue(session) && isReleasing
        ? new EnvironmentState.Pending("waits until what it had before is removed")
        : copies.before(session, otherwise);
  }

  /**
   * Ready also when the directory is missing: a shell goes on when somebody removes its directory,
   * and whoever ends the session must find it.
   */
  @Override
  public EnvironmentState observe(Session session, Fence fence) {
    fences.admit(session.id(), fence);
    return switch (session.spec().kind()) {
      case QuickSession quick -> DirectoryState.ready(quick.location());
      case AgenticSession kind -> agentic.observe(session);
      case WorktreeSession kind -> worktrees.ready(worktree(session, kind));
    };
  }

  @Override
  public Release release(Session session, Fence fence, Retention retention) {
    fences.admit(session.id(), fence);
    return switch (session.spec().kind()) {
      case QuickSession quick -> released(session, () -> Release.DONE);
      case AgenticSession kind ->
          released(session, () -> agentic.release(session, fence, retention));
      case WorktreeSession kind -> release(session, worktree(session, kind), retention);
    };
  }

  /** Without what was not copied whole. */
  private Release released(Session session, Supplier<Release> otherwise) {
    if (!landings.end(session.id()) || !copies.end(session.id())) {
      return Release.PENDING;
    }
    if (!copies.isDue(session) && !releases.isRunning(session.id())) {
      releases.end(session.id());
      return otherwise.get();
    }
    Optional<Release> release =
        releases.result(
            session.id(),
            () -> {
              copies.clear(session);
              return Release.DONE;
            });
    release.ifPresent(over -> releases.end(session.id()));
    return release.orElse(Release.PENDING);
  }

  private Release release(Session session, Worktree worktree, Retention retention) {
    if (!worktrees.end(session.id()) || !landings.end(session.id())) {
      return Release.PENDING;
    }
    boolean stays = retention == Retention.KEEP && !Worktrees.isHalfMade(worktree);
    if (stays && !releases.isRunning(session.id())) {
      releases.end(session.id());
      return Release.DONE;
    }
    Optional<Release> release =
        releases.result(session.id(), () -> worktrees.take(session, worktree, retention));
    release.ifPresent(over -> releases.end(session.id()));
    return release.orElse(Release.PENDING);
  }

  @Override
  public void start() {}

  @Override
  public void close() {
    worktrees.close();
    landings.close();
    copies.close();
    releases.close();
    agentic.close();
  }

  private Worktree worktree(Session session, WorktreeSession kind) {
    return Worktree.of(session, kind, config.worktrees());
  }
}
