package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.ActivityNotes;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.Runtimes;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerId;
import io.micrometer.core.instrument.Counter;
import java.nio.ByteBuffer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The way from a caller to a worker's runtime. Where the worker is gets looked up once and kept,
 * since keys are typed one by one; a fence that is refused means that the session has a new owner,
 * so it is looked up again, once. Safe for many threads.
 */
final class Typing {
  private record Found(SessionRuntime runtime, Place place) {}

  private final SessionId session;
  private final SessionStore store;
  private final Runtimes runtimes;
  private final ActivityNotes activity;
  private final Counter typed;
  private volatile @Nullable Found found;

  Typing(
      SessionId session,
      SessionStore store,
      Runtimes runtimes,
      ActivityNotes activity,
      Counter typed) {
    this.session = requireNonNull(session, "session");
    this.store = requireNonNull(store, "store");
    this.runtimes = requireNonNull(runtimes, "runtimes");
    this.activity = requireNonNull(activity, "activity");
    this.typed = requireNonNull(typed, "typed");
  }

  /** Types bytes, which are left as they are. */
  void input(WorkerId worker, ByteBuffer bytes) {
    call(
        (runtime, place) -> {
          runtime.workers().input(place, worker, bytes.duplicate());
          return true;
        });
    typed.increment(bytes.remaining());
  }

  void resize(WorkerId worker, WindowSize size) {
    call(
        (runtime, place) -> {
          runtime.workers().resize(place, worker, size);
          return true;
        });
  }

  <R> R call(BiFunction<SessionRuntime, Place, R> call) {
    Found known = found;
    if (known != null) {
      try {
        return called(call, known);
      } catch (SessionException.StaleFence newOwner) {
        found = null;
      }
    }
    Found anew = find();
    found = anew;
    return called(call, anew);
  }

  private <R> R called(BiFunction<SessionRuntime, Place, R> call, Found at) {
    R result = call.apply(at.runtime(), at.place());
    activity.happened(session);
    return result;
  }

  private Found find() {
    Session read =
        store
            .find(session)
            .filter(stored -> !stored.isDeleted())
            .orElseThrow(() -> new SessionException.NotFound("session " + session));
    if (read.state().isResting() || read.ownership().owner().isEmpty()) {
      throw new SessionException.WrongPhase(read.state(), "input", "start the session first");
    }
    return new Found(
        SessionRuntimes.of(runtimes, read),
        new Place(
            session, SessionRuntimes.ready(runtimes, read).endpoint(), read.ownership().fence()));
  }
}
