package dev.agentsessions.workspace.local;

import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.WorkspaceProblem;
import java.nio.file.Path;
import java.util.Optional;

/** How an environment is that is a directory of this machine. Pure functions. */
final class DirectoryState {
  private static final Reason MISSING = WorkspaceProblem.Code.DIRECTORY_NOT_FOUND.reason();

  private DirectoryState() {}

  static EnvironmentState ready(Path directory) {
    return new EnvironmentState.Ready(endpoint(directory));
  }

  /**
   * @param problem why its branch has not the name that it shall have
   * @param branch that is checked out
   */
  static EnvironmentState ready(
      Path directory, Optional<WorkspaceProblem> problem, Optional<String> branch) {
    return new EnvironmentState.Ready(endpoint(directory), problem, branch);
  }

  private static Endpoint endpoint(Path directory) {
    return new Endpoint(Endpoint.LOCAL, directory.toString());
  }

  /** An active session had its directory. */
  static EnvironmentState missing(Session session, String message) {
    return session.state() == SessionState.ACTIVE
        ? new EnvironmentState.Gone(MISSING, message)
        : new EnvironmentState.Failed(MISSING, message);
  }
}
