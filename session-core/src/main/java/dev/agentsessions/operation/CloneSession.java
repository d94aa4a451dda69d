package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionRef;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A session to make after another one (S-09). It gets a workspace of its own, without the files of
 * the other one's.
 *
 * @param source in the project that is asked
 * @param name absent: the source's, with {@code -copy}, {@code -copy-2}, … where that is taken
 * @param project where to make it; absent: beside its source
 * @param location where a quick session works; needed there, and not the source's
 * @param branch what a worktree session works on, made from the source's branch if it is new;
 *     absent: a new one, {@code <branch>-copy} or {@code <branch>-copy-2}, …
 */
public record CloneSession(
    SessionRef source,
    Optional<String> name,
    Optional<ProjectId> project,
    Optional<Path> location,
    Optional<String> branch) {
  public CloneSession {
    requireNonNull(source, "source");
    requireNonNull(name, "name");
    requireNonNull(project, "project");
    requireNonNull(location, "location");
    requireNonNull(branch, "branch");
  }

  /** Everything made; for a worktree session. */
  public static CloneSession of(SessionRef source) {
    return new CloneSession(
        source, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
