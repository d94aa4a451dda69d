package dev.agentsessions.content;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.SessionHttpConfig;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.pty.PtyConfig;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.workspace.WorkspacePath;
import dev.agentsessions.workspace.local.WorkspaceConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is served, and where.
 *
 * @param workspace absolute; what has to outlive the program is in its folder {@value
 *     WorkspacePath#SERVICE}
 * @param token the file that holds the only token which is let in; read anew for each request
 * @param pty how processes are run
 * @param files how git is run, and where its clones are made
 * @param api asked for git credentials; absent: there are none
 */
public record ContentConfig(
    SessionId session,
    ProjectId project,
    Path workspace,
    Path token,
    PtyConfig pty,
    WorkspaceConfig files,
    Optional<RunnerApi> api,
    SessionHttpConfig http) {
  public ContentConfig {
    requireNonNull(session, "session");
    requireNonNull(project, "project");
    checkArgument(workspace.isAbsolute(), "workspace must be an absolute path: %s", workspace);
    requireNonNull(token, "token");
    requireNonNull(pty, "pty");
    requireNonNull(files, "files");
    requireNonNull(api, "api");
    requireNonNull(http, "http");
  }

  /** Where what is kept of a workspace's session is, on its volume. */
  static Path kept(Path workspace) {
    return workspace.resolve(WorkspacePath.SERVICE);
  }

  Path kept() {
    return kept(workspace);
  }
}
