package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * How far one thing is that a session's workspace shall have.
 *
 * @param what a {@link SourceRepository} or an {@link ActiveWorkflow}
 * @param message for people: how far it is, or why it failed last
 * @param at when it came into this state, or failed otherwise than before
 */
public record Reconciled<T>(T what, State state, Optional<String> message, Instant at) {
  /** Stored by name. */
  public enum State {
    CLONING,
    READY,
    /** It is tried again, later each time. */
    FAILED
  }

  public Reconciled {
    requireNonNull(what, "what");
    requireNonNull(state, "state");
    requireNonNull(message, "message");
    requireNonNull(at, "at");
  }

  /** The same as was known before, since then; else since now. */
  Reconciled<T> since(Optional<Reconciled<T>> before, Instant now) {
    Instant since =
        before
            .filter(it -> it.what.equals(what) && it.state == state)
            .filter(it -> state == State.CLONING || it.message.equals(message))
            .map(Reconciled::at)
            .orElse(now);
    return new Reconciled<>(what, state, message, since);
  }
}
