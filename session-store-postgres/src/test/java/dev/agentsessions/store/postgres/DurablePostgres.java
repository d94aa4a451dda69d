package dev.agentsessions.store.postgres;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.testkit.kill.Committers;
import dev.agentsessions.testkit.kill.DurableStore;
import dev.agentsessions.testkit.store.OpenStore;
import java.util.List;

/** A PostgreSQL store that programs are killed on. */
record DurablePostgres(PostgresStoreConfig config) implements DurableStore {
  public static void main(String[] arguments) {
    Committers.run(
        new PostgresStoreModule(PostgresStoreConfig.at(arguments[0], arguments[1], arguments[2])),
        new ProjectId(arguments[3]),
        Long.parseLong(arguments[4]));
  }

  @Override
  public Class<?> program() {
    return DurablePostgres.class;
  }

  @Override
  public List<String> place() {
    return List.of(config.url(), config.user(), config.password());
  }

  @Override
  public OpenStore open() {
    return PostgresDatabase.open(config);
  }
}
