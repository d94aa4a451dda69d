package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.session.Touch;
import dev.agentsessions.time.Ticker;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Notes that somebody is active in a session, of each at most every 10 s, however many are (S-26).
 * Remembers those of the last 10 s. Safe for many threads.
 */
final class ActivityNotes {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final SessionStore store;
  private final InstantSource clock;
  private final Cache<SessionId, Boolean> noted;

  @Inject
  ActivityNotes(SessionStore store, InstantSource clock, Ticker ticker) {
    this.store = requireNonNull(store, "store");
    this.clock = requireNonNull(clock, "clock");
    this.noted = CacheBuilder.newBuilder().expireAfterWrite(INTERVAL).ticker(nanos(ticker)).build();
  }

  void happened(SessionId session) {
    // Asked first, because that takes no lock and is the answer for nearly every key.
    if (noted.getIfPresent(session) == null && noted.asMap().putIfAbsent(session, true) == null) {
      store.touch(Touch.activity(session, clock.instant()));
    }
  }

  private static com.google.common.base.Ticker nanos(Ticker ticker) {
    return new com.google.common.base.Ticker() {
      @Override
      public long read() {
        return ticker.now().toNanos();
      }
    };
  }
}
