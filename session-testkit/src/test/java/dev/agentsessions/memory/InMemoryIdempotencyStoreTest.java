package dev.agentsessions.memory;

import dev.agentsessions.idempotency.IdempotencyStore;
import dev.agentsessions.testkit.store.IdempotencyContract;

class InMemoryIdempotencyStoreTest implements IdempotencyContract {
  private final IdempotencyStore store = new InMemoryIdempotencyStore();

  @Override
  public IdempotencyStore idempotency() {
    return store;
  }
}
