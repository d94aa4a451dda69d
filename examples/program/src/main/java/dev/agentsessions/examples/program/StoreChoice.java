package dev.agentsessions.examples.program;

import static java.util.Objects.requireNonNull;

import com.google.inject.Module;
import dev.agentsessions.memory.InMemoryStoreModule;
import dev.agentsessions.store.h2.H2StoreConfig;
import dev.agentsessions.store.h2.H2StoreModule;
import dev.agentsessions.store.postgres.PostgresStoreConfig;
import dev.agentsessions.store.postgres.PostgresStoreModule;
import java.nio.file.Path;

/** Where sessions are kept. */
public sealed interface StoreChoice {
  /**
   * @param data the host's directory
   */
  Module module(Path data);

  /** In one H2 file of the data directory. */
  record H2() implements StoreChoice {
    @Override
    public Module module(Path data) {
      return new H2StoreModule(H2StoreConfig.at(data.resolve("store/sessions")));
    }
  }

  /** Nowhere: they are forgotten when the host ends. */
  record Memory() implements StoreChoice {
    @Override
    public Module module(Path data) {
      return new InMemoryStoreModule();
    }
  }

  /** In a PostgreSQL database, which other hosts may use as well. */
  record Postgres(PostgresStoreConfig config) implements StoreChoice {
    public Postgres {
      requireNonNull(config, "config");
    }

    @Override
    public Module module(Path data) {
      return new PostgresStoreModule(config);
    }
  }
}
