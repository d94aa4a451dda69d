package dev.agentsessions.idempotency;

import java.time.Duration;
import java.time.Instant;

/**
 * Remembers requests by their keys for {@link #KEPT}. Safe for many threads and processes. Passes
 * {@code IdempotencyContract}.
 */
public interface IdempotencyStore {
  Duration KEPT = Duration.ofHours(24);

  /**
   * Most keys that one caller may have remembered in one project. A store of many hosts may let
   * them exceed it together, as they need not know in each moment what the others began.
   */
  int MAX_KEYS = 10_000;

  /**
   * Begins a request, unless it was begun before. Of several at once one is the first.
   *
   * @param fingerprint of all that the request asks for, at most 64 characters
   * @throws dev.agentsessions.session.SessionException.LimitReached if the caller has too many keys
   */
  Attempt begin(RequestKey key, String fingerprint, Instant now);

  /** Keeps what a request that was begun is answered; one that has an answer keeps it. */
  void finish(RequestKey key, KeptAnswer answer);

  /** Forgets a request that was begun and has no answer, because nothing came of it. */
  void release(RequestKey key);
}
