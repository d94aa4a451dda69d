package dev.agentsessions.bench.store;

import dev.agentsessions.event.Changes;
import dev.agentsessions.session.Session;
import dev.agentsessions.time.MicrosecondClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The same as {@link OurLives}, by plain JDBC. For one thread. */
final class PlainLives {
  private record Life(Session session, long lastSeq) {}

  private final InstantSource clock = MicrosecondClock.system();
  private final Connection connection;
  private final PlainWrites writes;
  private final Deque<Life> lives = new ArrayDeque<>();

  PlainLives(Connection connection, PlainWrites writes, List<Session> created) {
    this.connection = connection;
    this.writes = writes;
    created.forEach(session -> lives.addLast(new Life(session, Changes.of(session).size())));
  }

  /** One transition of the session whose turn it is. */
  void moveOne() throws SQLException {
    Life life = lives.removeFirst();
    Session before = life.session();
    Instant now = clock.instant();
    Session after = Lives.next(before, now);
    long lastSeq = writes.move(before, after, life.lastSeq(), now);
    connection.commit();
    Session stored = after.withStatus(after.status().withVersion(before.status().version() + 1));
    lives.addLast(new Life(stored, lastSeq));
  }
}
