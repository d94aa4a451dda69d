package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.session.Touch;
import dev.agentsessions.time.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Notes a session's activity, at most every 10 s (S-26). Safe for many threads. */
final class ActivityTouch {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final SessionId session;
  private final SessionStore store;
  private final InstantSource clock;
  private final Ticker ticker;
  private final AtomicReference<@Nullable Duration> last = new AtomicReference<>();

  ActivityTouch(SessionId session, SessionStore store, InstantSource clock, Ticker ticker) {
    this.session = requireNonNull(session, "session");
    this.store = requireNonNull(store, "store");
    this.clock = requireNonNull(clock, "clock");
    this.ticker = requireNonNull(ticker, "ticker");
  }

  void happened() {
    Duration before = last.get();
    Duration now = ticker.now();
    if ((before == null || now.minus(before).compareTo(INTERVAL) >= 0)
        && last.compareAndSet(before, now)) {
      store.touch(Touch.activity(session, clock.instant()));
    }
  }
}
