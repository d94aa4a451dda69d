package dev.agentsessions.pty.log;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The one thread that puts output on the disk, so that those who read terminals never wait for one.
 * Segments are taken in the order in which they asked, so a later segment of an epoch is never on
 * the disk before an earlier one. The queue holds at most two requests per open segment; so that
 * these do not become many while a disk is slow, new epochs wait for room.
 */
final class LogSync implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LogSync.class.getName());

  private sealed interface Request {
    record Sync(ActiveSegment segment, long dueNanos) implements Request {}

    record Seal(ActiveSegment segment) implements Request {}

    record End() implements Request {}
  }

  /** Segments of two open files each that may wait to be sealed before new epochs wait too. */
  static final int ROOM = 256;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final LinkedBlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final long patienceNanos;
  private final Thread thread;
  private final Consumer<SegmentPath> whenSealed;
  private final AtomicInteger unsealed = new AtomicInteger();
  private final Doorbell room = new Doorbell(); // rung when one is sealed
  private volatile boolean closing;

  /**
   * @param whenSealed told, by this thread, of each segment that is sealed
   */
  LogSync(Duration syncDelay, Consumer<SegmentPath> whenSealed) {
    // Half, because those ahead in the queue take their time too.
    this.patienceNanos = syncDelay.toNanos() / 2;
    this.whenSealed = whenSealed;
    this.thread = Thread.ofPlatform().name("agent-sessions-log-sync").daemon().start(this::run);
  }

  /** Says that the segment got bytes. Costs one read when it has said so already. */
  void dirty(ActiveSegment segment) {
    if (segment.markDirty()) {
      requests.add(new Request.Sync(segment, System.nanoTime() + patienceNanos));
    }
  }

  /** Hands the segment over for good: nobody appends to it any more. */
  void seal(ActiveSegment segment) {
    unsealed.incrementAndGet();
    requests.add(new Request.Seal(segment));
  }

  /**
   * Waits while too many segments are waiting to be sealed.
   *
   * @throws IOException if the disk is so slow that there is no end to that
   */
  void awaitRoom() throws IOException {
    try {
      if (!room.await(() -> unsealed.get() < ROOM, LONGEST_WAIT)) {
        throw new IOException("the disk is too slow: output of " + ROOM + " workers waits for it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the disk");
    }
  }

  /** Carries out what was asked before, at once, and ends the thread. */
  @Override
  public void close() {
    closing = true;
    requests.add(new Request.End());
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    boolean ended = false;
    while (!ended) {
      try {
        switch (requests.take()) {
          case Request.Sync sync -> {
            awaitDue(sync.dueNanos());
            sync.segment().sync();
          }
          case Request.Seal seal -> seal(seal);
          case Request.End end -> ended = true;
        }
      } catch (IOException e) {
        // The bytes are written and readable; only their safety from a power cut is in doubt.
        LOG.log(Level.ERROR, "output could not be synced to the disk", e);
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody may interrupt this thread", e);
      }
    }
  }

  private void seal(Request.Seal seal) throws IOException {
    try {
      seal.segment().seal();
    } finally {
      unsealed.decrementAndGet();
      room.ring();
    }
    whenSealed.accept(seal.segment().path());
  }

  private void awaitDue(long dueNanos) {
    long left = dueNanos - System.nanoTime();
    while (left > 0 && !closing) {
      LockSupport.parkNanos(this, left);
      left = dueNanos - System.nanoTime();
    }
  }
}
