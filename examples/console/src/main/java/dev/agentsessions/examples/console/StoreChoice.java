package dev.agentsessions.examples.console;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.store.postgres.PostgresStoreConfig;

/** Where sessions are kept. */
public sealed interface StoreChoice {
  /** In one H2 file of the data directory. */
  record H2() implements StoreChoice {}

  /** Nowhere: they are forgotten when the host ends. */
  record Memory() implements StoreChoice {}

  /** In a PostgreSQL database, which other hosts may use as well. */
  record Postgres(PostgresStoreConfig config) implements StoreChoice {
    public Postgres {
      requireNonNull(config, "config");
    }
  }
}
