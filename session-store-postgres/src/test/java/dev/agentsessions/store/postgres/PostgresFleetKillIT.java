package dev.agentsessions.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.EventCursor.OfProject;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.kill.Aftermath;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Host programs that are killed and frozen while they drive the same sessions on one database. The
 * seed is printed: {@code -Dseed=…} does the same things again, {@code -Dsteps=…} says how many.
 */
class PostgresFleetKillIT {
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final ProjectId PROJECT = ProjectId.DEFAULT;

  private final PostgresStoreConfig config = PostgresDatabase.newConfig();
  private volatile boolean quiet;

  @Test
  @DisplayName("P-04, L-02 whatever hosts are killed and frozen, one acts for each session")
  void oneActsWhateverHappens() throws Exception {
    run(3, 400);
  }

  @Test
  @Tag("long")
  @DisplayName("P-04, L-02 8 hosts, 10,000 steps, kills and freezes: one acts for each session")
  void oneActsForLong() throws Exception {
    run(8, Integer.getInteger("steps", 10_000));
  }

  private void run(int size, int steps) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println(size + " hosts, " + steps + " steps, seed " + seed);
    try (PostgresDatabase store = PostgresDatabase.open(config);
        FleetTables tables = FleetTables.create(config);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        Fleet fleet = new Fleet(config, tables, size, seed)) {
      Future<List<SessionEvent>> reader = threads.submit(() -> follow(store));
      try {
        for (int step = 0; step < steps; step++) {
          fleet.step();
        }
        fleet.becomeQuiet();

        await().atMost(LONG).untilAsserted(() -> allIsAsWanted(store, tables));
        assertThat(tables.sharedFences()).as("fences that two owners had").isZero();
        assertThat(fleet.mustBeThere()).isSubsetOf(ids(sessions(store)));
        assertThat(fleet.mustBeGone()).doesNotContainAnyElementsOf(ids(sessions(store)));
        Aftermath.of(store, PROJECT).check();
      } finally {
        quiet = true; // or a failure would wait for the reader
      }
      List<SessionEvent> read = reader.get(LONG.toSeconds(), TimeUnit.SECONDS);
      assertThat(read).isEqualTo(events(store));
      System.out.printf(
          "%s kills, %s freezes, %s calls to the runtime and %s late ones refused, %s events, %s"
              + " sessions left%n",
          fleet.kills(),
          fleet.freezes(),
          tables.calls(),
          tables.refusals(),
          read.size(),
          sessions(store).size());
      assertThat(fleet.kills() + fleet.freezes()).isPositive();
    }
  }

  /** Every session is where its desired state asks for, and just its processes run. */
  private static void allIsAsWanted(PostgresDatabase store, FleetTables tables) throws Exception {
    List<Session> sessions = sessions(store);
    assertThat(sessions)
        .allSatisfy(
            session -> {
              assertThat(session.isDeleted()).as("%s", session).isFalse();
              assertThat(session.state())
                  .as("%s", session)
                  .isEqualTo(
                      session.desired() == Desired.STOPPED
                          ? SessionState.STOPPED
                          : failedToSpawn(session) ? SessionState.FAILED : SessionState.ACTIVE);
              assertThat(session.ownership().owner().isPresent())
                  .isEqualTo(session.state() == SessionState.ACTIVE);
            });
    assertThat(tables.running())
        .containsExactlyInAnyOrderElementsOf(
            sessions.stream()
                .flatMap(session -> session.workers().stream().map(worker -> of(session, worker)))
                .flatMap(List::stream)
                .toList());
    assertThat(tables.keptExits()).as("exits that nobody came for").isZero();
  }

  /** Its only process was made to fail before it was seen to run. */
  private static boolean failedToSpawn(Session session) {
    return session.status().reason().filter(Reason.SPAWN_FAILED::equals).isPresent();
  }

  private static List<FleetTables.Running> of(Session session, Worker worker) {
    return worker.observed().state() == WorkerState.RUNNING
        ? List.of(
            new FleetTables.Running(
                session.id().value(), worker.id().value(), worker.observed().epoch()))
        : List.of();
  }

  /** Everything that ever was a session of the project, if it is still there. */
  private static List<Session> sessions(PostgresDatabase store) {
    return events(store).stream()
        .map(SessionEvent::session)
        .distinct()
        .flatMap(id -> store.sessionStore().find(id).stream())
        .toList();
  }

  private static List<String> ids(List<Session> sessions) {
    return sessions.stream().map(Session::id).map(SessionId::value).collect(Collectors.toList());
  }

  /** What a subscriber sees that came first and stays to the end. */
  private List<SessionEvent> follow(PostgresDatabase store) throws InterruptedException {
    List<SessionEvent> all = new ArrayList<>();
    EventCursor cursor = new OfProject(PROJECT, 0);
    while (true) {
      boolean wasQuiet = quiet;
      List<SessionEvent> more = store.eventJournal().read(cursor, 100);
      if (more.isEmpty()) {
        if (wasQuiet) {
          return all;
        }
        store.eventJournal().awaitMore(cursor, PAUSE);
        continue;
      }
      all.addAll(more);
      cursor = cursor.after(more.getLast());
    }
  }

  private static List<SessionEvent> events(PostgresDatabase store) {
    List<SessionEvent> all = new ArrayList<>();
    EventCursor cursor = new OfProject(PROJECT, 0);
    List<SessionEvent> page = store.eventJournal().read(cursor, 1000);
    while (!page.isEmpty()) {
      all.addAll(page);
      cursor = cursor.after(page.getLast());
      page = store.eventJournal().read(cursor, 1000);
    }
    return all;
  }
}
