package dev.agentsessions.store.postgres;

import dev.agentsessions.testkit.kill.DurableStore;
import dev.agentsessions.testkit.kill.KillContract;

class PostgresKillIT implements KillContract {
  private final DurableStore store = new DurablePostgres(PostgresDatabase.newConfig());

  @Override
  public DurableStore store() {
    return store;
  }
}
