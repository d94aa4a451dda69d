package dev.agentsessions.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.identity.UlidGenerator;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.OutcomeUnknown;
import dev.agentsessions.session.SessionException.Stale;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.testkit.kill.Aftermath;
import dev.agentsessions.testkit.postgres.PostgresServer;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.time.MicrosecondClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A database that cannot be reached for longer than anybody waits. */
class PostgresOutageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration CALL = Duration.ofSeconds(2);

  /** What a call may take: the server's own limit, a second more, and to look what became of it. */
  private static final Duration LIMIT = CALL.plusSeconds(1).plus(PATIENCE);

  /** This machine builds something else, too; it is less than the next larger limit. */
  private static final Duration SLACK = Duration.ofSeconds(3);

  private static final Duration LONG = Duration.ofSeconds(60);

  private static final int POOL = 4;

  private final PostgresStoreConfig direct = PostgresDatabase.newConfig();
  private final UlidGenerator ids = new UlidGenerator(MicrosecondClock.system());
  private NetworkPath path;
  private PostgresDatabase store;

  @BeforeEach
  void open() throws IOException {
    path = NetworkPath.to(PostgresServer.shared().port());
    store =
        PostgresDatabase.open(
            new PostgresStoreConfig(
                path.url(direct.url()), direct.user(), direct.password(), PATIENCE, CALL, POOL));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    path.close();
  }

  @Test
  @DisplayName("P-04 while the database refuses connections reads fail soon, and then work again")
  void readsFailSoonWhileConnectionsAreRefused() throws Exception {
    Session session = stored();

    path.refuse();
    assertReadFailsSoon(session);
    assertReadFailsSoon(session);

    path.mend();
    assertThat(readLater(session)).isEqualTo(session);
  }

  @Test
  @DisplayName("P-04 while the network swallows everything reads fail soon, and then work again")
  void readsFailSoonWhileNothingComesThrough() throws Exception {
    Session session = stored();

    path.swallow();
    assertReadFailsSoon(session);
    assertReadFailsSoon(session);

    path.mend();
    assertThat(readLater(session)).isEqualTo(session);
  }

  @Test
  @DisplayName("P-03 what is wanted during an outage is done afterwards, once")
  void aChangeIsAppliedOnce() throws Exception {
    changeDuringAnOutageOf(LIMIT.plusSeconds(1));
  }

  @Test
  @Tag("long")
  @DisplayName("P-03 what is wanted during an outage of 30 s is done afterwards, once")
  void aChangeIsAppliedOnceAfterLong() throws Exception {
    changeDuringAnOutageOf(Duration.ofSeconds(30));
  }

  private void changeDuringAnOutageOf(Duration outage) throws Exception {
    Session session = stored();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      path.swallow();
      long start = System.nanoTime();
      Future<Session> changed = threads.submit(() -> commitUntilItIs(Renaming.of(session, "new")));
      while (System.nanoTime() - start < outage.toNanos()) {
        assertReadFailsSoon(session);
      }
      assertThat(changed).isNotDone();
      path.mend();

      Session stored = changed.get(LONG.toSeconds(), TimeUnit.SECONDS);
      assertThat(stored.metadata().displayName()).isEqualTo("new");
      assertThat(stored.revision().version()).isEqualTo(session.revision().version() + 1);
      assertThat(readLater(session)).isEqualTo(stored);
      Aftermath.of(store, ProjectId.DEFAULT).check();
    }
  }

  @Test
  @DisplayName("P-04 however many call while nothing comes through, each is answered in time")
  void nobodyIsBlockedForLong() throws Exception {
    List<Session> sessions = new ArrayList<>();
    for (int number = 0; number < 5 * POOL; number++) {
      sessions.add(stored());
    }

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      path.swallow();
      long start = System.nanoTime();
      List<Future<SessionException>> answers = new ArrayList<>();
      for (Session session : sessions) {
        answers.add(threads.submit(() -> refusalOf(Renaming.of(session, "new"))));
      }
      for (Future<SessionException> answer : answers) {
        assertThat(answer.get(LONG.toSeconds(), TimeUnit.SECONDS))
            .isInstanceOfAny(Unavailable.class, OutcomeUnknown.class);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT.plus(SLACK));
    }
    path.mend();
    Session last = sessions.getLast();
    assertThat(readLater(last).id()).isEqualTo(last.id());
    Aftermath.of(store, ProjectId.DEFAULT).check();
  }

  private void assertReadFailsSoon(Session session) {
    long start = System.nanoTime();
    assertThatThrownBy(() -> store.sessionStore().find(session.id()))
        .isInstanceOf(Unavailable.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE.plus(SLACK));
  }

  /** As a careful caller does: again when nothing was written, and a look when that is unknown. */
  private Session commitUntilItIs(Intent intent) {
    while (true) {
      try {
        return store.sessionStore().commit(intent);
      } catch (Unavailable nothingWritten) {
        // again
      } catch (OutcomeUnknown | Stale lookFirst) {
        Session stored = readLater(intent.before());
        if (stored.revision().equals(intent.after().revision())) {
          return stored;
        }
      }
    }
  }

  private SessionException refusalOf(Intent intent) {
    try {
      throw new AssertionError("committed: " + store.sessionStore().commit(intent));
    } catch (SessionException refusal) {
      return refusal;
    }
  }

  private Session readLater(Session session) {
    return await()
        .atMost(LONG)
        .ignoreExceptionsInstanceOf(Unavailable.class)
        .until(() -> store.sessionStore().find(session.id()).orElseThrow(), found -> true);
  }

  private Session stored() {
    SessionId id = new SessionId(ids.next(SessionId.PREFIX));
    Session session = new SampleSession(id, ProjectId.DEFAULT, "s" + ids.random(8)).build();
    store.sessionStore().create(session);
    return session;
  }
}
