package dev.agentsessions.store.postgres;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Splitter;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.store.internal.News;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for news where another host announces some, and every second everywhere, whether
 * announcements can be heard or not. One thread.
 */
final class Listener {
  private static final Logger log = LoggerFactory.getLogger(Listener.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Splitter PROJECTS = Splitter.on(Announcer.BETWEEN);

  private final PostgresConnections connections;
  private final News news;
  private final Announcer own;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Connection listening; // while it may be waited on
  private long lookedEverywhere = System.nanoTime() - POLL.toNanos();
  private boolean isDeaf;

  /**
   * @param own what it announces is known here
   */
  Listener(PostgresConnections connections, News news, Announcer own) {
    this.connections = requireNonNull(connections, "connections");
    this.news = requireNonNull(news, "news");
    this.own = requireNonNull(own, "own");
  }

  /** Until it is closed. */
  void run() {
    while (!isClosing()) {
      try (Connection connection = connections.open();
          Statement statement = connection.createStatement()) {
        listening = connection;
        statement.execute("listen " + Announcer.CHANNEL);
        isDeaf = false;
        listen(connection, statement);
      } catch (SQLException e) {
        complain(e);
        pollOnce();
      } finally {
        listening = null;
      }
    }
  }

  /**
   * Ends it at once, or as a look for news ends that is under way: on a connection of the pool,
   * which an interrupt would break. Any thread.
   */
  void close() {
    closing.countDown();
    Connection waitedOn = listening;
    if (waitedOn != null) {
      try {
        waitedOn.abort(Runnable::run);
      } catch (SQLException e) {
        log.debug("the connection that listens is gone already", e);
      }
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0 || Thread.currentThread().isInterrupted();
  }

  private void listen(Connection connection, Statement statement) throws SQLException {
    var announcements = connection.unwrap(PGConnection.class);
    while (!isClosing()) {
      lookEverywhereInTime(statement);
      PGNotification[] heard = announcements.getNotifications((int) untilNextPoll().toMillis() + 1);
      if (heard != null && heard.length > 0) {
        where(heard).ifPresentOrElse(this::look, this::lookEverywhere);
      }
    }
  }

  /** Also asks the listening connection something, or nobody would notice that it is dead. */
  private void lookEverywhereInTime(Statement statement) throws SQLException {
    if (!untilNextPoll().isPositive()) {
      statement.execute("select 1");
      lookEverywhere();
    }
  }

  /** Where others have committed; empty: perhaps anywhere. */
  private Optional<Set<ProjectId>> where(PGNotification[] heard) {
    Set<ProjectId> projects = new HashSet<>();
    for (PGNotification announcement : heard) {
      if (announcement.getPID() == own.backend()) {
        continue;
      }
      if (announcement.getParameter().isEmpty()) {
        return Optional.empty();
      }
      for (String project : PROJECTS.split(announcement.getParameter())) {
        projects.add(new ProjectId(project));
      }
    }
    return Optional.of(projects);
  }

  private void look(Set<ProjectId> projects) {
    try {
      projects.forEach(news::look);
    } catch (SessionException e) {
      complain(e); // the next poll looks there again
    }
  }

  private void lookEverywhere() {
    lookedEverywhere = System.nanoTime();
    try {
      news.look();
    } catch (SessionException e) {
      complain(e);
    }
  }

  private void pollOnce() {
    try {
      if (!closing.await(untilNextPoll().toNanos(), TimeUnit.NANOSECONDS)) {
        lookEverywhere();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the host closes
    }
  }

  private Duration untilNextPoll() {
    return POLL.minusNanos(System.nanoTime() - lookedEverywhere);
  }

  /** Not as the host closes, which ends calls to the database as failures. */
  private void complain(Exception e) {
    if (!isDeaf && !isClosing()) {
      log.warn("announcements are not heard, only looked for every second: {}", e.toString());
      isDeaf = true;
    }
  }
}
