package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Slow work for sessions, one piece a session at a time, each on a thread of its own. Who has no
 * room yet asks again; so nothing queues. Safe from any thread.
 *
 * @param <T> what the work comes to
 */
final class BackgroundWork<T> {
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final ConcurrentHashMap<SessionId, Piece<T>> pieces = new ConcurrentHashMap<>();
  private final Semaphore room;
  private final String name;

  /**
   * @param room how many pieces may run at a time, perhaps shared with other work
   * @param name of the threads, before the session's id
   */
  BackgroundWork(Semaphore room, String name) {
    this.room = requireNonNull(room, "room");
    this.name = requireNonNull(name, "name");
  }

  /**
   * What a session's work has come to; empty while it runs or waits for room. It is begun if there
   * is none, and its result stays until it is {@linkplain #end ended}.
   *
   * @param work throws nothing; is interrupted when it shall end
   */
  Optional<T> result(SessionId session, Supplier<T> work) {
    Piece<T> piece =
        pieces.computeIfAbsent(session, id -> room.tryAcquire() ? begin(id, work) : null);
    return piece == null ? Optional.empty() : piece.result();
  }

  private Piece<T> begin(SessionId session, Supplier<T> work) {
    return new Piece<>(name + session, work, room);
  }

  /** Whether some work of a session runs. */
  boolean isRunning(SessionId session) {
    Piece<T> piece = pieces.get(session);
    return piece != null && piece.result().isEmpty();
  }

  /**
   * Interrupts a session's work and forgets its result. Does not wait.
   *
   * @return whether nothing of it runs any more; until then ask again
   */
  boolean end(SessionId session) {
    Piece<T> piece = pieces.get(session);
    if (piece == null) {
      return true;
    }
    if (piece.result().isEmpty()) {
      piece.thread.interrupt();
      return false;
    }
    pieces.remove(session, piece);
    return true;
  }

  /** Interrupts all work and waits for its end, but not for long. */
  void close() {
    pieces.values().forEach(piece -> piece.thread.interrupt());
    try {
      for (Piece<T> piece : pieces.values()) {
        piece.thread.join(CLOSING);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One piece of work, begun with its making. */
  private static final class Piece<T> {
    private final Thread thread;
    private volatile @Nullable T result;

    Piece(String name, Supplier<T> work, Semaphore room) {
      thread =
          Thread.ofVirtual()
              .name(name)
              .start(
                  () -> {
                    try {
                      result = work.get();
                    } finally {
                      room.release();
                    }
                  });
    }

    Optional<T> result() {
      return Optional.ofNullable(result);
    }
  }
}
