package dev.agentsessions.imports;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session as a row of either generation recorded it, in the words of the second.
 *
 * @param repository the other program's id for it; absent: a session in a directory
 * @param worktree what the other program calls its worktree, which may be the branch
 * @param location absolute
 * @param pausedAt absent if it ran when the row was written, or nobody noted it
 */
public record RecordedSession(
    SessionId id,
    Optional<String> repository,
    Optional<String> worktree,
    Path location,
    Instant createdAt,
    Optional<Instant> pausedAt,
    Optional<String> title,
    Optional<String> initialPrompt,
    Map<String, String> templateVars,
    Optional<SessionId> parent,
    List<RecordedWorker> workers) {
  public RecordedSession {
    requireNonNull(id, "id");
    requireNonNull(repository, "repository");
    requireNonNull(worktree, "worktree");
    checkArgument(location.isAbsolute(), "not an absolute path: %s", location);
    requireNonNull(createdAt, "createdAt");
    requireNonNull(pausedAt, "pausedAt");
    requireNonNull(title, "title");
    requireNonNull(initialPrompt, "initialPrompt");
    templateVars = Map.copyOf(templateVars);
    requireNonNull(parent, "parent");
    workers = List.copyOf(workers);
    checkArgument(
        workers.stream().map(RecordedWorker::id).distinct().count() == workers.size(),
        "two workers have one id");
  }
}
