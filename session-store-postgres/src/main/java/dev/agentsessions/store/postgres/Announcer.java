package dev.agentsessions.store.postgres;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.project.ProjectId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces in which projects this host has committed, at most every 10 ms and on a connection of
 * its own: a NOTIFY inside a commit would let one commit at a time pass in the whole database.
 */
final class Announcer {
  static final String CHANNEL = "agent_sessions";

  /** Between the projects of one announcement; an empty one means any. */
  static final String BETWEEN = " ";

  private static final Logger log = LoggerFactory.getLogger(Announcer.class);
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final int MAX_LENGTH = 7_000; // PostgreSQL takes less than 8,000 bytes

  private final PostgresConnections connections;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition some = lock.newCondition();
  private final Set<ProjectId> unannounced = new HashSet<>(); // guarded by lock
  private volatile int backend;

  Announcer(PostgresConnections connections) {
    this.connections = requireNonNull(connections, "connections");
  }

  void announce(ProjectId project) {
    lock.lock();
    try {
      unannounced.add(project);
      some.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The process of the database that speaks for this host; 0 when none does. */
  int backend() {
    return backend;
  }

  /** Until the thread is interrupted. */
  void run() {
    try {
      while (true) {
        try (Connection connection = connections.open()) {
          backend = connection.unwrap(PGConnection.class).getBackendPID();
          announceAll(connection);
        } catch (SQLException e) {
          backend = 0;
          if (!Thread.currentThread().isInterrupted()) { // or the host closes
            log.warn("other hosts hear later of what is committed here: {}", e.toString());
          }
          Thread.sleep(AFTER_FAILURE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the host closes
    }
  }

  private void announceAll(Connection connection) throws SQLException, InterruptedException {
    try (PreparedStatement notify = connection.prepareStatement("select pg_notify(?, ?)")) {
      while (true) {
        notify.setString(1, CHANNEL);
        notify.setString(2, payload(take()));
        notify.execute();
        Thread.sleep(PAUSE);
      }
    }
  }

  private Set<ProjectId> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (unannounced.isEmpty()) {
        some.await();
      }
      Set<ProjectId> taken = Set.copyOf(unannounced);
      unannounced.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private static String payload(Set<ProjectId> projects) {
    List<String> ids = projects.stream().map(ProjectId::value).toList();
    String all = String.join(BETWEEN, ids);
    return all.length() <= MAX_LENGTH ? all : "";
  }
}
