package dev.agentsessions.workspace;

import dev.agentsessions.host.Fence;
import dev.agentsessions.host.HighestFences;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.worker.Endpoint;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Directories of this machine, for quick sessions only. Makes nothing and takes nothing away: a
 * quick session's directory is its user's. Fences are remembered as long as the program runs.
 */
public final class LocalDirectories implements Environments {
  private static final Reason DIRECTORY_MISSING = new Reason("DirectoryMissing");
  private static final Reason WORKTREES_UNSUPPORTED = new Reason("WorktreesUnsupported");

  private final HighestFences fences = new HighestFences();

  @Inject
  public LocalDirectories() {}

  @Override
  public EnvironmentState ensure(Session session, Fence fence) {
    fences.admit(session.id(), fence);
    return switch (session.spec().kind()) {
      case QuickSession quick ->
          Files.isDirectory(quick.location()) ? ready(quick) : missing(session, quick.location());
      case WorktreeSession worktree -> unsupported();
    };
  }

  /**
   * Ready also when the directory is missing: a shell goes on when somebody removes its directory,
   * and whoever ends the session must find it.
   */
  @Override
  public EnvironmentState observe(Session session, Fence fence) {
    fences.admit(session.id(), fence);
    return switch (session.spec().kind()) {
      case QuickSession quick -> ready(quick);
      case WorktreeSession worktree -> unsupported();
    };
  }

  @Override
  public boolean release(Session session, Fence fence, Retention retention) {
    fences.admit(session.id(), fence);
    return true;
  }

  private static EnvironmentState ready(QuickSession quick) {
    return new EnvironmentState.Ready(new Endpoint(Endpoint.LOCAL, quick.location().toString()));
  }

  /** An active session had its directory. */
  private static EnvironmentState missing(Session session, Path location) {
    String message = "there is no directory " + location;
    return session.state() == SessionState.ACTIVE
        ? new EnvironmentState.Gone(DIRECTORY_MISSING, message)
        : new EnvironmentState.Failed(DIRECTORY_MISSING, message);
  }

  private static EnvironmentState unsupported() {
    return new EnvironmentState.Failed(
        WORKTREES_UNSUPPORTED, "a worktree " + LocalWorkspaceCheck.NEEDS_WORKSPACE);
  }
}
