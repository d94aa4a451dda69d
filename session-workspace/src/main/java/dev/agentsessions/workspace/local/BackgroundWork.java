package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Slow work for sessions, one piece a session at a time, each on a thread of its own. Who has no
 * room yet asks again; so nothing queues. Safe from any thread.
 *
 * @param <K> whose work it is: a session, or a part of one
 * @param <T> what the work comes to
 */
final class BackgroundWork<K, T> {
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final ConcurrentHashMap<K, Piece<T>> pieces = new ConcurrentHashMap<>();
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
  Optional<T> result(K session, Supplier<T> work) {
    Piece<T> piece =
        pieces.computeIfAbsent(session, id -> room.tryAcquire() ? begin(id, work) : null);
    return piece == null ? Optional.empty() : piece.result();
  }

  private Piece<T> begin(K session, Supplier<T> work) {
    return new Piece<>(name + session, work, room);
  }

  /** Whose work runs, or has a result. */
  Set<K> keys() {
    return Set.copyOf(pieces.keySet());
  }

  /** Whether some work of a session runs. */
  boolean isRunning(K session) {
    Piece<T> piece = pieces.get(session);
    return piece != null && piece.result().isEmpty();
  }

  /**
   * Interrupts a session's work and forgets its result. Does not wait.
   *
   * @return whether nothing of it runs any more; until then ask again
   */
  boolean end(K session) {
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
