package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.ActivityNotes;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.telemetry.TerminalBytes;
import dev.agentsessions.worker.Runtimes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;

/** Opens callers' ways to the runtimes of sessions. Safe for many threads. */
final class Typings {
  private final SessionStore store;
  private final Runtimes runtimes;
  private final ActivityNotes activity;
  private final Counter typed;

  @Inject
  Typings(SessionStore store, Runtimes runtimes, ActivityNotes activity, MeterRegistry metrics) {
    this.store = requireNonNull(store, "store");
    this.runtimes = requireNonNull(runtimes, "runtimes");
    this.activity = requireNonNull(activity, "activity");
    this.typed = TerminalBytes.TYPED.of(metrics);
  }

  Typing to(SessionId session) {
    return new Typing(session, store, runtimes, activity, typed);
  }
}
