package dev.agentsessions.memory;

import dev.agentsessions.idempotency.IdempotencyStore;
import dev.agentsessions.idempotency.RequestKey;
import dev.agentsessions.testkit.store.IdempotencyContract;

class InMemoryIdempotencyStoreTest implements IdempotencyContract {
  private final IdempotencyStore store = new InMemoryIdempotencyStore();

  @Override
  public IdempotencyStore idempotency() {
    return store;
  }

  @Override
  public void beginMany(RequestKey key, int count) {
    for (int i = 0; i < count; i++) {
      store.begin(new RequestKey(key.project(), key.caller(), "many-" + i), "print", NOON);
    }
  }
}
