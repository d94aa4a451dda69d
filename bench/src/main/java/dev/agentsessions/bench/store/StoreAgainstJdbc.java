package dev.agentsessions.bench.store;

import static com.google.common.base.Preconditions.checkState;

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
  /** As many move, whatever there are. */
  private static final int MOVING = 2000;

  private static final int A_COMMIT = 1000;

  private final OpenStore store;
  private final Rounds rounds;
  private final int size;
  private final Limits limits;
  private final Population population = new Population();

  /**
   * @param size sessions that are there, at least 2,000
   */
  StoreAgainstJdbc(OpenStore store, Rounds rounds, int size, Limits limits) {
    this.store = store;
    this.rounds = rounds;
    this.size = size;
    this.limits = limits;
  }

  /** Least speeds, as parts of plain JDBC's. */
  record Limits(double get, double create, double transition) {}

  @Override
  public void run(Report report) throws Exception {
    try (Connection reading = store.connect();
        Connection writing = store.connect()) {
      writing.setAutoCommit(false);
      var reads = new PlainReads(reading);
      var writes = new PlainWrites(writing);
      List<SessionId> ids = new ArrayList<>();
      List<Session> moving = populate(writing, writes, ids);
      get(report, reads, ids);
      create(report, writing, writes);
      transition(report, writing, writes, moving);
    }
  }

  /** Answers those that shall move, and the ids of all. */
  private List<Session> populate(Connection writing, PlainWrites writes, List<SessionId> ids)
      throws SQLException {
    List<Session> moving = new ArrayList<>();
    for (int made = 1; made <= size; made++) {
      Session session = population.next();
      writes.create(session);
      ids.add(session.id());
      if (made > size - MOVING) {
        moving.add(session);
      }
      if (made % A_COMMIT == 0) {
        writing.commit();
      }
    }
    writing.commit();
    return moving;
  }

  private void get(Report report, PlainReads plain, List<SessionId> ids) throws Exception {
    SessionStore ours = store.sessions();
    var random = new Random(1);
    report(
        report,
        "get by id",
        limits.get(),
        rounds.run(
            () -> checkState(ours.find(ids.get(random.nextInt(size))).isPresent()),
            () -> plain.find(ids.get(random.nextInt(size)).value()).parsed()));
  }

  private void create(Report report, Connection writing, PlainWrites plain) throws Exception {
    SessionStore ours = store.sessions();
    report(
        report,
        "create",
        limits.create(),
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
    var ours = new OurLives(store.sessions(), sessions.subList(0, MOVING / 2));
    var theirs = new PlainLives(writing, plain, sessions.subList(MOVING / 2, MOVING));
    report(report, "transition", limits.transition(), rounds.run(ours::moveOne, theirs::moveOne));
  }

  private static void report(Report report, String name, double least, Times times) {
    report.figure(name + ", ours", times.oursMicros(), "µs");
    report.figure(name + ", plain JDBC", times.theirsMicros(), "µs");
    report.figure(name + ", speed", times.speed(), "x plain JDBC", new AtLeast(least));
  }
}
