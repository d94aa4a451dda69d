package dev.agentsessions.bench.store;

import dev.agentsessions.bench.Limit.AtMost;
import dev.agentsessions.bench.Measurement;
import dev.agentsessions.bench.Rounds;
import dev.agentsessions.bench.store.StoreAgainstJdbc.Limits;
import java.nio.file.Path;

/** The measurements of a store, on H2. */
public final class H2Measurements {
  private static final int SESSIONS = 2_000;
  private static final int IN_PAGES = 200_000;
  private static final int DEPTH = 1_000;

  private H2Measurements() {}

  /** Get, create and transition against plain JDBC. */
  public static Measurement speed(Path folder) {
    return report -> {
      report.title("The store on H2 against plain JDBC on the same open database, one thread");
      try (OpenStore store = OpenStore.h2(folder)) {
        new StoreAgainstJdbc(store, Rounds.USUAL, SESSIONS, new Limits(0.7, 0.7, 0.7)).run(report);
      }
    };
  }

  /** Pages of a long list. */
  public static Measurement pages(Path folder) {
    return report -> {
      report.title("Pages of 50 of 200,000 sessions on H2");
      try (OpenStore store = OpenStore.h2(folder)) {
        new Pages(store, Rounds.USUAL, IN_PAGES, DEPTH, new AtMost(1_000)).run(report);
      }
    };
  }
}
