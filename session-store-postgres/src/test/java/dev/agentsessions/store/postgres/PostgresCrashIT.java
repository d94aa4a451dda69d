package dev.agentsessions.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.identity.UlidGenerator;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.OutcomeUnknown;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.testkit.kill.Aftermath;
import dev.agentsessions.testkit.postgres.PostgresServer;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.time.MicrosecondClock;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A server that is killed in the middle of commits, and comes up again by itself. It is nobody
 * else's.
 */
class PostgresCrashIT {
  private static final int CLIENTS = 4;
  private static final int CRASHES = 3;
  private static final Duration LONG = Duration.ofSeconds(60);

  private static PostgresServer server;

  private final PostgresStoreConfig config = PostgresDatabase.newConfig(server);
  private final UlidGenerator ids = new UlidGenerator(MicrosecondClock.system());
  private final AtomicLong commits = new AtomicLong();
  private volatile boolean goesOn = true;

  @BeforeAll
  static void start() {
    server = PostgresServer.start(Path.of("target/postgres-crashes"));
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @Test
  @DisplayName(
      "P-03 a crash of the server is an error or a success, never a wrong success; what is unknown"
          + " is known when it is read back")
  void aCrashLosesAndInventsNothing() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println(CRASHES + " crashes, seed " + seed);
    var random = new Random(seed);

    try (PostgresDatabase store = PostgresDatabase.open(config);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> clients = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        clients.add(threads.submit(() -> rename(store)));
      }
      try {
        for (int crash = 0; crash < CRASHES; crash++) {
          awaitCommits(20 + random.nextInt(200), clients);
          await()
              .atMost(LONG)
              .ignoreExceptionsInstanceOf(SQLException.class)
              .until(() -> killOneBackend(random));
        }
        awaitCommits(CLIENTS, clients);
      } finally {
        goesOn = false;
      }
      for (Future<?> client : clients) {
        client.get(LONG.toSeconds(), TimeUnit.SECONDS);
      }
      Aftermath.of(store, ProjectId.DEFAULT).check();
    }
  }

  private void awaitCommits(int more, List<Future<?>> clients) {
    long wanted = commits.get() + more;
    await()
        .atMost(LONG)
        .until(() -> commits.get() >= wanted || clients.stream().anyMatch(Future::isDone));
  }

  private void rename(PostgresDatabase store) {
    Session last = stored(store);
    for (int number = 0; goesOn; number++) {
      try {
        last = store.sessionStore().commit(Renaming.of(last, "name-" + number));
        commits.incrementAndGet();
      } catch (Unavailable nothingWritten) {
        assertThat(read(store, last)).as("after %s", nothingWritten.toString()).isEqualTo(last);
      } catch (OutcomeUnknown unknown) {
        Session now = read(store, last);
        assertThat(now.revision().version() - last.revision().version()).isBetween(0L, 1L);
        last = now;
      }
    }
    assertThat(read(store, last)).isEqualTo(last);
  }

  /** All others of the server end with it, as it must assume that their memory is broken. */
  private boolean killOneBackend(Random random) throws SQLException {
    List<Long> backends = new ArrayList<>();
    try (Connection connection = new PostgresConnections(config).open();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select pid from pg_stat_activity where datname = current_database()"
                    + " and backend_type = 'client backend' and pid <> pg_backend_pid()")) {
      while (rows.next()) {
        backends.add(rows.getLong(1));
      }
    }
    return !backends.isEmpty()
        && ProcessHandle.of(backends.get(random.nextInt(backends.size())))
            .map(ProcessHandle::destroyForcibly)
            .orElse(false);
  }

  private Session stored(PostgresDatabase store) {
    SessionId id = new SessionId(ids.next(SessionId.PREFIX));
    Session session =
        new SampleSession(id, ProjectId.DEFAULT, "s" + ids.random(8))
            .with(
                Worker.wanted(
                    new WorkerId(ids.next(WorkerId.PREFIX)),
                    "shell",
                    TerminalWorker.LOGIN_SHELL,
                    WindowSize.DEFAULT,
                    SampleSession.NOON))
            .build();
    store.sessionStore().create(session);
    return session;
  }

  /** Once the server is back. */
  private static Session read(PostgresDatabase store, Session session) {
    return await()
        .atMost(LONG)
        .ignoreExceptionsInstanceOf(Unavailable.class)
        .until(() -> store.sessionStore().find(session.id()).orElseThrow(), found -> true);
  }
}
