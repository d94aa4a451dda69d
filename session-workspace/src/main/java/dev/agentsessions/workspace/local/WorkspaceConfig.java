package dev.agentsessions.workspace.local;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.ActiveWorkflow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where worktrees are made, and how.
 *
 * @param worktrees absolute; each session has a folder of its own in it
 * @param commandLimit the longest that a repository's own command may take, above zero
 * @param workflows the folder of a repository whose folders are the host's catalogue of workflows
 * @param parallel how many worktrees are made or removed at a time, at least 1
 * @param only the workspace of the one agentic session that this program knows; absolute; absent:
 *     each has one of its own
 */
public record WorkspaceConfig(
    Path worktrees,
    GitConfig git,
    Duration commandLimit,
    Optional<ActiveWorkflow> workflows,
    int parallel,
    Optional<Path> only) {
  private static final Duration USUAL_LIMIT = Duration.ofMinutes(30);

  public WorkspaceConfig {
    checkArgument(worktrees.isAbsolute(), "worktrees must be an absolute path: %s", worktrees);
    requireNonNull(git, "git");
    checkArgument(commandLimit.isPositive(), "commandLimit: %s", commandLimit);
    requireNonNull(workflows, "workflows");
    checkArgument(parallel >= 1, "parallel: %s", parallel);
    only.ifPresent(path -> checkArgument(path.isAbsolute(), "only: %s", path));
  }

  /** Each agentic session has a workspace of its own. */
  public WorkspaceConfig(
      Path worktrees,
      GitConfig git,
      Duration commandLimit,
      Optional<ActiveWorkflow> workflows,
      int parallel) {
    this(worktrees, git, commandLimit, workflows, parallel, Optional.empty());
  }

  /** Without a catalogue of workflows. */
  public WorkspaceConfig(Path worktrees, GitConfig git, Duration commandLimit, int parallel) {
    this(worktrees, git, commandLimit, Optional.empty(), parallel);
  }

  /** The same, with this catalogue of workflows. */
  public WorkspaceConfig offering(ActiveWorkflow workflows) {
    return new WorkspaceConfig(
        worktrees, git, commandLimit, Optional.of(workflows), parallel, only);
  }

  /** The same, where the one agentic session that there is works in this folder. */
  public WorkspaceConfig in(Path workspace) {
    return new WorkspaceConfig(
        worktrees, git, commandLimit, workflows, parallel, Optional.of(workspace));
  }

  /** Where repositories are cloned, each in a folder of its own. */
  Path repositories() {
    return worktrees.resolveSibling("repositories");
  }

  /** Where workspaces of agentic sessions are, each in a folder of its session. */
  Path workspaces() {
    return worktrees.resolveSibling("workspaces");
  }

  /** Where it is noted that the files of another session are in a quick session's directory. */
  Path copies() {
    return worktrees.resolveSibling("copies");
  }

  /** Where files wait for sessions that have not started, each in a folder of its session. */
  Path uploads() {
    return worktrees.resolveSibling("uploads");
  }

  /**
   * As {@link #at(Path)}, with the keys of the agent that {@code SSH_AUTH_SOCK} names.
   *
   * @param environment of this program
   */
  public static WorkspaceConfig at(Path data, Map<String, String> environment) {
    WorkspaceConfig usual = at(data);
    Optional<Path> agent =
        Optional.ofNullable(environment.get("SSH_AUTH_SOCK"))
            .filter(socket -> socket.startsWith("/"))
            .map(Path::of);
    return new WorkspaceConfig(
        usual.worktrees,
        usual.git.with(new SshConfig(Optional.empty(), agent)),
        usual.commandLimit,
        usual.parallel);
  }

  /**
   * The usual values.
   *
   * @param data the data directory; worktrees are in its folder {@code worktrees}
   */
  public static WorkspaceConfig at(Path data) {
    return new WorkspaceConfig(
        data.toAbsolutePath().resolve("worktrees"), GitConfig.USUAL, USUAL_LIMIT, 4);
  }
}
