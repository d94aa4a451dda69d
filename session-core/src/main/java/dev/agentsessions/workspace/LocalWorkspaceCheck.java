package dev.agentsessions.workspace;

import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.WorktreeSession;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at directories of this machine, as this program's user sees them. Knows no repository. */
public final class LocalWorkspaceCheck implements WorkspaceCheck {
  static final String NEEDS_WORKSPACE = "needs session-workspace, which this host does not have";

  private static final String LOCATION = "spec.location";

  @Inject
  public LocalWorkspaceCheck() {}

  @Override
  public void check(SessionKind kind) {
    switch (kind) {
      case QuickSession quick -> check(quick.location());
      case WorktreeSession worktree ->
          throw new SessionException.Unsatisfied("spec.repository", NEEDS_WORKSPACE);
    }
  }

  private static void check(Path location) {
    satisfied(Files.exists(location), "does not exist: " + location);
    satisfied(Files.isDirectory(location), "is not a directory: " + location);
    satisfied(
        Files.isReadable(location) && Files.isExecutable(location), "is not readable: " + location);
  }

  private static void satisfied(boolean holds, String problem) {
    if (!holds) {
      throw new SessionException.Unsatisfied(LOCATION, problem);
    }
  }
}
