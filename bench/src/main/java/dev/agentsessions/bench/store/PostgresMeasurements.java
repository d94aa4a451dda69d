package dev.agentsessions.bench.store;

import dev.agentsessions.bench.Limit.AtMost;
import dev.agentsessions.bench.Measurement;
import dev.agentsessions.bench.Rounds;
import dev.agentsessions.bench.store.StoreAgainstJdbc.Limits;
import dev.agentsessions.testkit.postgres.PostgresServer;
import java.nio.file.Path;

/** The measurements of a store, on a PostgreSQL of their own. */
public final class PostgresMeasurements {
  private static final int IN_PAGE = 50;

  private PostgresMeasurements() {}

  /** Get, create and transition against plain JDBC. */
  public static Measurement speed(Path folder, int sessions) {
    return report -> {
      report.title(
          "The store on PostgreSQL with %,d sessions against plain JDBC on the same server, one"
                  .formatted(sessions)
              + " thread");
      try (PostgresServer server = PostgresServer.start(folder);
          OpenStore store = OpenStore.postgres(server)) {
        new StoreAgainstJdbc(store, Rounds.USUAL, sessions, new Limits(0.8, 0.8, 1.0)).run(report);
      }
    };
  }

  /** Transitions by eight clients at once against plain JDBC. */
  public static Measurement clients(Path folder) {
    return report -> {
      report.title(
          "Transitions by eight clients at once on PostgreSQL against plain JDBC on the same"
              + " server");
      try (PostgresServer server = PostgresServer.start(folder);
          OpenStore store = OpenStore.postgres(server)) {
        new Clients(store, Rounds.USUAL, 1.0).run(report);
      }
    };
  }

  /** Pages of a long list; the deep one is in its middle. */
  public static Measurement pages(Path folder, int sessions) {
    return report -> {
      report.title("Pages of 50 of %,d sessions on PostgreSQL".formatted(sessions));
      try (PostgresServer server = PostgresServer.start(folder);
          OpenStore store = OpenStore.postgres(server)) {
        new Pages(store, Rounds.USUAL, sessions, sessions / IN_PAGE / 2, new AtMost(5_000))
            .run(report);
      }
    };
  }
}
