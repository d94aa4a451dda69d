package dev.agentsessions.workspace;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SourceRepository;
import java.util.Optional;

/**
 * One repository of a session's workspace.
 *
 * @param session as it was read last
 * @param name of one of the session's several repositories; absent: the one that it has, or its
 *     first
 */
public record WorkspaceRepository(Session session, Optional<String> name) {
  public WorkspaceRepository {
    requireNonNull(session, "session");
    requireNonNull(name, "name");
  }

  /** The one that a session has. */
  public static WorkspaceRepository of(Session session) {
    return new WorkspaceRepository(session, Optional.empty());
  }

  /** What it is a clone of, if an agentic session has it: the one that is named, or the first. */
  public Optional<SourceRepository> source() {
    return session.spec().kind() instanceof AgenticSession kind
        ? name.map(kind::repo).orElseGet(() -> kind.repos().stream().findFirst())
        : Optional.empty();
  }
}
