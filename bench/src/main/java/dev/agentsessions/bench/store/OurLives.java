package dev.agentsessions.bench.store;

import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.time.MicrosecondClock;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Sessions that a store moves through their lives, in turns. For one thread. */
final class OurLives {
  private final InstantSource clock = MicrosecondClock.system();
  private final SessionStore store;
  private final Deque<Session> sessions;

  OurLives(SessionStore store, List<Session> sessions) {
    this.store = store;
    this.sessions = new ArrayDeque<>(sessions);
  }

  /** One transition of the session whose turn it is. */
  void moveOne() {
    Session before = sessions.removeFirst();
    Session after = Lives.next(before, clock.instant());
    sessions.addLast(
        Lives.isAsked(before, after)
            ? store.commit(new Intent(before, after))
            : store.commit(new Observation(before, after)));
  }
}
