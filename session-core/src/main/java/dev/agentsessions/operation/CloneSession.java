package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionRef;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A session to make after another one (S-09). It gets a workspace of its own.
 *
 * @param source in the project that is asked
 * @param name absent: the source's, with {@code -copy}, {@code -copy-2}, … where that is taken
 * @param project where to make it; absent: beside its source
 * @param location where a quick session works; needed there, and not the source's
 * @param branch what a worktree session works on, made from the source's branch if it is new;
 *     absent: a new one, {@code <branch>-copy} or {@code <branch>-copy-2}, …
 * @param workspace what is in it at first
 */
public record CloneSession(
    SessionRef source,
    Optional<String> name,
    Optional<ProjectId> project,
    Optional<Path> location,
    Optional<String> branch,
    Workspace workspace) {
  /** What the workspace of a clone begins with. */
  public enum Workspace {
    /** What any new session's begins with. */
    NONE,
    /** The files of its source as they are, whether or not they are committed. */
    FILES
  }

  public CloneSession {
    requireNonNull(source, "source");
    requireNonNull(name, "name");
    requireNonNull(project, "project");
    requireNonNull(location, "location");
    requireNonNull(branch, "branch");
    requireNonNull(workspace, "workspace");
  }

  /** Everything made; not for a quick session, which needs a location. */
  public static CloneSession of(SessionRef source) {
    return new CloneSession(
        source,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Workspace.NONE);
  }

  /** The same, with the files of its source. */
  public CloneSession withFiles() {
    return new CloneSession(source, name, project, location, branch, Workspace.FILES);
  }
}
