package dev.agentsessions.bench.store;

import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.LifecycleEvent;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Revision.Change;
import dev.agentsessions.session.Session;
import java.time.Instant;

/** Every session's way round: created, started, stopped by its user, started again. */
final class Lives {
  private static final String USER = "ada";

  private Lives() {}

  /** The session after its next transition. */
  static Session next(Session session, Instant now) {
    return switch (session.state()) {
      case CREATED -> session.after(LifecycleEvent.SPAWN, now);
      case SPAWNING -> session.after(LifecycleEvent.ACTIVATE, now);
      case ACTIVE ->
          session
              .terminate(Ending.of(Target.STOPPED, Reason.USER))
              .wanting(Desired.STOPPED, new Change(now, USER));
      case TERMINATING -> session.after(LifecycleEvent.STOP, now);
      case STOPPED ->
          session
              .after(LifecycleEvent.RESTART, now)
              .wanting(Desired.RUNNING, new Change(now, USER));
      case COMPLETED, FAILED, CLEANED ->
          throw new IllegalStateException("not on the way round: " + session.state());
    };
  }

  /** Whether a caller makes this transition, and not the owner. */
  static boolean isAsked(Session before, Session after) {
    return before.desired() != after.desired();
  }
}
