package dev.agentsessions.bench.store;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.bench.Limit;
import dev.agentsessions.bench.Limit.AtMost;
import dev.agentsessions.bench.Measurement;
import dev.agentsessions.bench.Report;
import dev.agentsessions.bench.Rounds;
import dev.agentsessions.bench.Rounds.Times;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionCursor;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SessionStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** What a page deep in a long list costs, beside the first one, by each index that serves pages. */
final class Pages implements Measurement {
  private static final int A_COMMIT = 5_000;
  private static final Limit DEEP = new AtMost(1.3);

  private final OpenStore store;
  private final Rounds rounds;
  private final int size;
  private final int depth;
  private final Limit median;

  /**
   * @param size sessions that are there
   * @param depth the number of the deep page, 50 sessions each
   * @param median of a page, in µs
   */
  Pages(OpenStore store, Rounds rounds, int size, int depth, Limit median) {
    this.store = store;
    this.rounds = rounds;
    this.size = size;
    this.depth = depth;
    this.median = median;
  }

  @Override
  public void run(Report report) throws Exception {
    populate();
    measure(report, "all", SessionFilter.ALL);
    measure(report, "by state", SessionFilter.in(SessionState.CREATED));
    measure(report, "by agent", byAgent(Population.AGENT));
  }

  private void populate() throws SQLException {
    var population = new Population();
    try (Connection writing = store.connect()) {
      writing.setAutoCommit(false);
      var writes = new PlainWrites(writing);
      for (int i = 1; i <= size; i++) {
        writes.create(population.next());
        if (i % A_COMMIT == 0) {
          writing.commit();
        }
      }
    }
  }

  private void measure(Report report, String name, SessionFilter filter) throws Exception {
    SessionStore ours = store.sessions();
    SessionQuery first = query(filter, Optional.empty());
    SessionQuery deep = query(filter, Optional.of(cursorAt(first)));
    Times times = rounds.run(() -> ours.page(deep), () -> ours.page(first));
    report.figure(name + ", page 1", times.theirsMicros(), "µs", median);
    report.figure(name + ", page " + depth, times.oursMicros(), "µs", median);
    report.figure(
        name + ", page " + depth, times.oursMicros() / times.theirsMicros(), "x page 1", DEEP);
  }

  /** Where the page before the deep one ends. */
  private SessionCursor cursorAt(SessionQuery first) {
    Optional<SessionCursor> cursor = Optional.empty();
    for (int page = 1; page < depth; page++) {
      SessionPage read = store.sessions().page(query(first.filter(), cursor));
      cursor = read.next();
    }
    return cursor.orElseThrow();
  }

  private static SessionQuery query(SessionFilter filter, Optional<SessionCursor> after) {
    return new SessionQuery(ProjectId.DEFAULT, filter, after, SessionQuery.DEFAULT_LIMIT, false);
  }

  private static SessionFilter byAgent(AgentId agent) {
    return new SessionFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.of(agent),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }
}
