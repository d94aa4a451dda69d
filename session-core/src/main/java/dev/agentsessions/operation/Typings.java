package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.telemetry.TerminalBytes;
import dev.agentsessions.time.Ticker;
import dev.agentsessions.worker.Runtimes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import java.time.InstantSource;

/** Opens callers' ways to the runtimes of sessions. Safe for many threads. */
final class Typings {
  private final SessionStore store;
  private final Runtimes runtimes;
  private final InstantSource clock;
  private final Ticker ticker;
  private final Counter typed;

  @Inject
  Typings(
      SessionStore store,
      Runtimes runtimes,
      InstantSource clock,
      Ticker ticker,
      MeterRegistry metrics) {
    this.store = requireNonNull(store, "store");
    this.runtimes = requireNonNull(runtimes, "runtimes");
    this.clock = requireNonNull(clock, "clock");
    this.ticker = requireNonNull(ticker, "ticker");
    this.typed = TerminalBytes.TYPED.of(metrics);
  }

  Typing to(SessionId session) {
    var activity = new ActivityTouch(session, store, clock, ticker);
    return new Typing(session, store, runtimes, activity, typed);
  }
}
