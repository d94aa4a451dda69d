package dev.agentsessions.session;

import static dev.agentsessions.session.LifecycleEvent.ACTIVATE;
import static dev.agentsessions.session.LifecycleEvent.CLEAN;
import static dev.agentsessions.session.LifecycleEvent.COMPLETE;
import static dev.agentsessions.session.LifecycleEvent.FAIL;
import static dev.agentsessions.session.LifecycleEvent.RESTART;
import static dev.agentsessions.session.LifecycleEvent.SPAWN;
import static dev.agentsessions.session.LifecycleEvent.STOP;
import static dev.agentsessions.session.LifecycleEvent.TERMINATE;
import static dev.agentsessions.session.SessionState.ACTIVE;
import static dev.agentsessions.session.SessionState.CLEANED;
import static dev.agentsessions.session.SessionState.COMPLETED;
import static dev.agentsessions.session.SessionState.CREATED;
import static dev.agentsessions.session.SessionState.FAILED;
import static dev.agentsessions.session.SessionState.SPAWNING;
import static dev.agentsessions.session.SessionState.STOPPED;
import static dev.agentsessions.session.SessionState.TERMINATING;

import java.util.List;

/**
 * Every move a session may make; what is absent is refused. A pure function: no clock, store or
 * thread.
 */
public final class SessionLifecycle {
  /** One line of the table. */
  public record Move(SessionState from, LifecycleEvent on, SessionState to) {}

  public static final List<Move> MOVES =
      List.of(
          new Move(CREATED, SPAWN, SPAWNING),
          new Move(CREATED, TERMINATE, TERMINATING),
          new Move(SPAWNING, ACTIVATE, ACTIVE),
          new Move(SPAWNING, TERMINATE, TERMINATING),
          new Move(ACTIVE, TERMINATE, TERMINATING),
          new Move(TERMINATING, TERMINATE, TERMINATING),
          new Move(TERMINATING, STOP, STOPPED),
          new Move(TERMINATING, COMPLETE, COMPLETED),
          new Move(TERMINATING, FAIL, FAILED),
          new Move(TERMINATING, CLEAN, CLEANED),
          new Move(STOPPED, RESTART, CREATED),
          new Move(COMPLETED, RESTART, CREATED),
          new Move(FAILED, RESTART, CREATED),
          new Move(STOPPED, CLEAN, CLEANED),
          new Move(COMPLETED, CLEAN, CLEANED),
          new Move(FAILED, CLEAN, CLEANED));

  private SessionLifecycle() {}

  /**
   * @throws SessionException.IllegalTransition if the table has no such move
   */
  public static SessionState next(SessionState from, LifecycleEvent event) {
    return MOVES.stream()
        .filter(move -> move.from() == from && move.on() == event)
        .map(Move::to)
        .findFirst()
        .orElseThrow(() -> new SessionException.IllegalTransition(from, event, "no such move"));
  }
}
