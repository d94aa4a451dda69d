package dev.agentsessions.bench.store;

import static com.google.common.base.Preconditions.checkState;

import dev.agentsessions.bench.Limit;
import dev.agentsessions.bench.Limit.AtLeast;
import dev.agentsessions.bench.Measurement;
import dev.agentsessions.bench.Report;
import dev.agentsessions.bench.Rounds;
import dev.agentsessions.bench.Rounds.Times;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Get, create and transition of a store, against plain JDBC that does the same. */
final class StoreAgainstJdbc implements Measurement {
  private static final int SESSIONS = 2000;
  private static final Limit LIMIT = new AtLeast(0.7);

  private final OpenStore store;
  private final Rounds rounds;
  private final Population population = new Population();

  StoreAgainstJdbc(OpenStore store, Rounds rounds) {
    this.store = store;
    this.rounds = rounds;
  }

  @Override
  public void run(Report report) throws Exception {
    try (Connection reading = store.connect();
        Connection writing = store.connect()) {
      writing.setAutoCommit(false);
      var reads = new PlainReads(reading);
      var writes = new PlainWrites(writing);
      List<Session> sessions = populate(writing, writes);
      get(report, reads, sessions);
      create(report, writing, writes);
      transition(report, writing, writes, sessions);
    }
  }

  private List<Session> populate(Connection writing, PlainWrites writes) throws SQLException {
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      Session session = population.next();
      writes.create(session);
      sessions.add(session);
    }
    writing.commit();
    return sessions;
  }

  private void get(Report report, PlainReads plain, List<Session> sessions) throws Exception {
    SessionStore ours = store.sessions();
    List<SessionId> ids = sessions.stream().map(Session::id).toList();
    var random = new Random(1);
    report(
        report,
        "get by id",
        rounds.run(
            () -> checkState(ours.find(ids.get(random.nextInt(SESSIONS))).isPresent()),
            () -> plain.find(ids.get(random.nextInt(SESSIONS)).value()).parsed()));
  }

  private void create(Report report, Connection writing, PlainWrites plain) throws Exception {
    SessionStore ours = store.sessions();
    report(
        report,
        "create",
        rounds.run(
            () -> ours.create(population.next()),
            () -> {
              plain.create(population.next());
              writing.commit();
            }));
  }

  private void transition(
      Report report, Connection writing, PlainWrites plain, List<Session> sessions)
      throws Exception {
    var ours = new OurLives(store.sessions(), sessions.subList(0, SESSIONS / 2));
    var theirs = new PlainLives(writing, plain, sessions.subList(SESSIONS / 2, SESSIONS));
    report(report, "transition", rounds.run(ours::moveOne, theirs::moveOne));
  }

  private static void report(Report report, String name, Times times) {
    report.figure(name + ", ours", times.oursMicros(), "µs");
    report.figure(name + ", plain JDBC", times.theirsMicros(), "µs");
    report.figure(name + ", speed", times.speed(), "x plain JDBC", LIMIT);
  }
}
