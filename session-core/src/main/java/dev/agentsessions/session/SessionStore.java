package dev.agentsessions.session;

import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.project.ProjectId;
import java.util.List;
import java.util.Optional;

/**
 * Where sessions outlive the process, with their workers. A change, its workers and its events
 * commit together or not at all (P-03). Safe for many threads and processes. Passes {@code
 * SessionStoreContract}.
 *
 * <p>Every method may throw {@link SessionException.Unavailable}: nothing happened; a write may
 * throw {@link SessionException.OutcomeUnknown}: read back, then decide.
 */
public interface SessionStore {
  /**
   * Stores a new session, whole.
   *
   * @throws SessionException.AlreadyExists if its {@code id}, its slug (field {@code name}), the id
   *     of a {@code worker} or, while live, its {@code role} is taken; names the session that has
   *     it
   * @throws SessionException.NotFound if its project or its parent does not exist
   */
  void create(Session session);

  /** By id, also one that is deleted and not yet gone. */
  Optional<Session> find(SessionId id);

  /** By slug; a deleted session gave its slug away. */
  Optional<Session> find(ProjectId project, Slug slug);

  /** One page, newest first; deleted sessions are left out. Costs the same at any depth. */
  SessionPage page(SessionQuery query);

  /**
   * Writes what callers want.
   *
   * @return the session as stored
   * @throws SessionException.Stale if the version, or for an intent that depends on the state the
   *     status version, is not the one read
   * @throws SessionException.AlreadyExists if the intent makes a worker whose id is taken, or a
   *     role that is taken meanwhile
   * @throws SessionException.NotFound if there is no such session
   */
  Session commit(Intent intent);

  /**
   * Writes what the owner saw.
   *
   * @return the session with its new status version; what callers want may have changed meanwhile
   *     and is not read again
   * @throws SessionException.Stale if the status version is not the one read
   * @throws SessionException.StaleFence if somebody else owns the session now
   * @throws SessionException.NotFound if there is no such session
   */
  Session commit(Observation observation);

  /** Writes what has no version; nothing happens if the session is gone. */
  void touch(Touch touch);

  /**
   * Sessions that need an owner ({@link Session#needsOwner}) on a node and have this one, oldest
   * first.
   *
   * @param owner empty: those without any owner
   * @param node sessions at home here, or anywhere
   * @param max at least 1
   */
  List<SessionId> needingOwner(Optional<HostId> owner, NodeId node, int max);
}
