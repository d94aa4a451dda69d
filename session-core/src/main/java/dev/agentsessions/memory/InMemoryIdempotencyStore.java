package dev.agentsessions.memory;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import dev.agentsessions.idempotency.Attempt;
import dev.agentsessions.idempotency.IdempotencyStore;
import dev.agentsessions.idempotency.KeptAnswer;
import dev.agentsessions.idempotency.RequestKey;
import dev.agentsessions.session.SessionException.LimitReached;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Requests that are forgotten with the program. */
final class InMemoryIdempotencyStore implements IdempotencyStore {
  private record Known(
      String owner, String fingerprint, Instant begun, Optional<KeptAnswer> answer) {}

  private final ReentrantLock lock = new ReentrantLock(); // guards all below
  private final Map<String, Known> requests = new LinkedHashMap<>(); // the oldest first
  private final Multiset<String> owners = HashMultiset.create();

  @Inject
  InMemoryIdempotencyStore() {}

  @Override
  public Attempt begin(RequestKey key, String fingerprint, Instant now) {
    lock.lock();
    try {
      forgetUntil(now.minus(KEPT));
      Known known = requests.get(key.id());
      if (known == null) {
        add(key, new Known(key.owner(), fingerprint, now, Optional.empty()));
        return new Attempt.First();
      }
      if (!known.fingerprint().equals(fingerprint)) {
        return new Attempt.Mistaken();
      }
      return known
          .answer()
          .<Attempt>map(Attempt.Done::new)
          .orElseGet(() -> new Attempt.Underway(known.begun()));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void finish(RequestKey key, KeptAnswer answer) {
    lock.lock();
    try {
      requests.computeIfPresent(
          key.id(),
          (id, known) ->
              known.answer().isPresent()
                  ? known
                  : new Known(
                      known.owner(), known.fingerprint(), known.begun(), Optional.of(answer)));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void release(RequestKey key) {
    lock.lock();
    try {
      Known known = requests.get(key.id());
      if (known != null && known.answer().isEmpty()) {
        requests.remove(key.id());
        owners.remove(known.owner());
      }
    } finally {
      lock.unlock();
    }
  }

  private void add(RequestKey key, Known request) {
    if (owners.count(request.owner()) >= MAX_KEYS) {
      throw new LimitReached("idempotencyKeys", MAX_KEYS);
    }
    requests.put(key.id(), request);
    owners.add(request.owner());
  }

  private void forgetUntil(Instant last) {
    Iterator<Known> oldest = requests.values().iterator();
    while (oldest.hasNext()) {
      Known request = oldest.next();
      if (request.begun().isAfter(last)) {
        return;
      }
      oldest.remove();
      owners.remove(request.owner());
    }
  }
}
