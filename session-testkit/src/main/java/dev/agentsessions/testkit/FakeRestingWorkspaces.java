package dev.agentsessions.testkit;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.workspace.ContentService;
import dev.agentsessions.workspace.RestingWorkspaces;
import dev.agentsessions.workspace.WorkspaceAccess;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Access that is open when a test says so. Safe from any thread. */
public final class FakeRestingWorkspaces implements RestingWorkspaces {
  private final InstantSource clock;
  private final Supplier<ContentService> service;
  private final Map<SessionId, Instant> ends = new ConcurrentHashMap<>();
  private final Set<SessionId> open = ConcurrentHashMap.newKeySet();
  private final Set<SessionId> empty = ConcurrentHashMap.newKeySet();

  /**
   * @param service that takes calls of all sessions
   */
  public FakeRestingWorkspaces(InstantSource clock, Supplier<ContentService> service) {
    this.clock = requireNonNull(clock, "clock");
    this.service = requireNonNull(service, "service");
  }

  /** What was asked is done: its calls are taken. */
  public void open(SessionId session) {
    open.add(session);
  }

  /** It has no files. */
  public void empty(SessionId session) {
    empty.add(session);
  }

  @Override
  public WorkspaceAccess ask(Session session) {
    if (empty.contains(session.id())) {
      throw new WrongPhase(session.state(), "a look into its workspace", "start it");
    }
    ends.put(session.id(), clock.instant().plus(LIFE));
    return look(session);
  }

  @Override
  public WorkspaceAccess look(Session session) {
    Optional<Instant> end = end(session);
    boolean isOpen = end.isPresent() && open.contains(session.id());
    return new WorkspaceAccess(
        end,
        new Condition(
            Condition.CONTENT_ACCESS,
            isOpen ? Status.TRUE : Status.FALSE,
            new Reason(isOpen ? "Ready" : end.isPresent() ? "Starting" : "NotAsked"),
            "",
            session.revision().created().at(),
            isOpen ? 1 : 0));
  }

  @Override
  public ContentService use(Session session) {
    if (end(session).isEmpty()) {
      throw new WrongPhase(
          session.state(),
          "a look into its workspace",
          "start the session, or ask for access to its workspace");
    }
    ends.put(session.id(), clock.instant().plus(LIFE));
    if (!open.contains(session.id())) {
      throw new Unavailable("its workspace is not ready: Starting", null);
    }
    return service.get();
  }

  private Optional<Instant> end(Session session) {
    return Optional.ofNullable(ends.get(session.id())).filter(clock.instant()::isBefore);
  }
}
