package dev.agentsessions.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.EventCursor.OfSession;
import dev.agentsessions.identity.UlidGenerator;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.store.internal.Connections;
import dev.agentsessions.testkit.postgres.PostgresServer;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.time.MicrosecondClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** How a host hears of what another one has committed. */
class PostgresSignalsIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** By polling alone each answer would take up to a second, and all of them minutes. */
  private static final int ANSWERS = 200;

  private static final String WAITS = "wait_event_type = 'Lock'";
  private static final String LISTENS = "query = 'select 1'"; // what its listener asked last

  /** More connections than an idle host has. */
  private static final int FEW = 8;

  private final PostgresStoreConfig config = PostgresDatabase.newConfig();
  private final UlidGenerator ids = new UlidGenerator(MicrosecondClock.system());

  @Test
  @DisplayName("P-04, M-03 who waits on one host is told of each commit of another at once")
  void waitersHearOfOtherHosts() throws Exception {
    try (PostgresDatabase one = PostgresDatabase.open(config);
        PostgresDatabase other = PostgresDatabase.open(config)) {
      Session ping = stored(one);
      Session pong = stored(other);
      EventCursor beforePings = other.eventJournal().end(new OfSession(ping.id(), 0));
      var answers =
          new FutureTask<Session>(
              () -> {
                Session session = pong;
                EventCursor heard = beforePings;
                for (int answer = 0; answer < ANSWERS; answer++) {
                  assertThat(other.eventJournal().awaitMore(heard, LONG)).isTrue();
                  heard = other.eventJournal().end(heard);
                  session = other.sessionStore().commit(Renaming.of(session, "pong-" + answer));
                }
                return session;
              });
      EventCursor heard = one.eventJournal().end(new OfSession(pong.id(), 0));
      Thread.ofVirtual().name("answers").start(answers);

      Session session = ping;
      long start = System.nanoTime();
      for (int call = 0; call < ANSWERS; call++) {
        session = one.sessionStore().commit(Renaming.of(session, "ping-" + call));
        assertThat(one.eventJournal().awaitMore(heard, LONG)).isTrue();
        heard = one.eventJournal().end(heard);
      }

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
      assertThat(answers.get(LONG.toSeconds(), TimeUnit.SECONDS).metadata().displayName())
          .isEqualTo("pong-" + (ANSWERS - 1));
    }
  }

  @Test
  @DisplayName("P-04 a host looks at a session that another one changed, also without a signal")
  void sessionsAreWokenByOtherHosts() {
    Set<SessionId> woken = ConcurrentHashMap.newKeySet();

    try (PostgresDatabase speaks = PostgresDatabase.open(config);
        PostgresDatabase isSilent = PostgresDatabase.openSilent(config);
        PostgresDatabase hears = PostgresDatabase.open(config, woken::add)) {
      awaitFirstLook(hears, woken);
      SessionId announced = stored(speaks).id();
      await().atMost(LONG).until(() -> woken.contains(announced));
      SessionId unannounced = stored(isSilent).id();
      await().atMost(LONG).until(() -> woken.contains(unannounced));
    }
  }

  @Test
  @DisplayName("P-04 a host whose connections were cut or refused misses no commit of another one")
  void aCutConnectionCostsNoWakeUp() throws Exception {
    Set<SessionId> woken = ConcurrentHashMap.newKeySet();

    try (NetworkPath path = NetworkPath.to(PostgresServer.shared().port());
        PostgresDatabase speaks = PostgresDatabase.open(config);
        PostgresDatabase hears =
            PostgresDatabase.open(
                PostgresStoreConfig.at(path.url(config.url()), config.user(), config.password()),
                woken::add)) {
      awaitFirstLook(hears, woken);

      path.cut();
      SessionId afterTheCut = stored(speaks).id();
      await().atMost(LONG).until(() -> woken.contains(afterTheCut));

      path.refuse();
      SessionId meanwhile = stored(speaks).id();
      path.mend();
      await().atMost(LONG).until(() -> woken.contains(meanwhile));
    }
  }

  @Test
  @DisplayName("P-04 a host that closes while it looks for news breaks no connection of its pool")
  void closingBreaksNoConnection() throws Exception {
    var connections = new PostgresConnections(config);
    try (PostgresDatabase closes = PostgresDatabase.open(config);
        Connection holds = connections.open();
        Connection watches = connections.open()) {
      holds.setAutoCommit(false);
      run(holds, "lock table project");
      await().atMost(LONG).until(() -> backends(watches, WAITS).size() == 1);
      int looks = backends(watches, WAITS).getFirst();

      Thread closing = Thread.ofVirtual().start(closes::closeSignals);
      await().atMost(LONG).until(() -> backends(watches, LISTENS).isEmpty());
      holds.rollback();

      assertThat(closing.join(LONG)).isTrue();
      assertThat(pooled(closes.connections(), looks)).isTrue();
    }
  }

  /** Whether the pool still has the connection that a backend serves. */
  private static boolean pooled(Connections pool, int backend) throws SQLException {
    List<Connection> taken = new ArrayList<>();
    try {
      for (int i = 0; i < FEW; i++) {
        taken.add(pool.open());
        if (taken.getLast().unwrap(PGConnection.class).getBackendPID() == backend) {
          return true;
        }
      }
      return false;
    } finally {
      for (Connection connection : taken) {
        pool.close(connection);
      }
    }
  }

  private static List<Integer> backends(Connection connection, String which) throws SQLException {
    List<Integer> pids = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select pid from pg_stat_activity where datname = current_database() and "
                    + which)) {
      while (rows.next()) {
        pids.add(rows.getInt(1));
      }
    }
    return pids;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** From when on it is told of everything: its first look only remembers where projects end. */
  private void awaitFirstLook(PostgresDatabase hears, Set<SessionId> woken) {
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              stored(hears);
              assertThat(woken).isNotEmpty();
            });
  }

  private Session stored(PostgresDatabase database) {
    SessionId id = new SessionId(ids.next(SessionId.PREFIX));
    Session session = new SampleSession(id, ProjectId.DEFAULT, "s" + ids.random(8)).build();
    database.sessionStore().create(session);
    return session;
  }
}
