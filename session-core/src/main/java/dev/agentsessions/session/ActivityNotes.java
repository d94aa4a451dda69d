package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.agentsessions.time.Ticker;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;

/**
 * When to note that there is activity in a session: at most every 10 s, however many type and
 * whatever is printed (S-26). Remembers the sessions of the last 10 s. Safe for many threads.
 */
public final class ActivityNotes {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final SessionStore store;
  private final InstantSource clock;
  private final Cache<SessionId, Boolean> noted;

  @Inject
  public ActivityNotes(SessionStore store, InstantSource clock, Ticker ticker) {
    this.store = requireNonNull(store, "store");
    this.clock = requireNonNull(clock, "clock");
    this.noted = CacheBuilder.newBuilder().expireAfterWrite(INTERVAL).ticker(nanos(ticker)).build();
  }

  /** Somebody is active in this moment. */
  public void happened(SessionId session) {
    if (take(session)) {
      store.touch(Touch.activity(session, clock.instant()));
    }
  }

  /** Whether the caller is to note what happens in this moment; others are not, for 10 s. */
  public boolean take(SessionId session) {
    // Asked first, because that takes no lock and is the answer for nearly every key.
    return noted.getIfPresent(session) == null && noted.asMap().putIfAbsent(session, true) == null;
  }

  /** For caches, whose time then is the host's. */
  public static com.google.common.base.Ticker nanos(Ticker ticker) {
    return new com.google.common.base.Ticker() {
      @Override
      public long read() {
        return ticker.now().toNanos();
      }
    };
  }
}
