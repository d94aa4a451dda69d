package dev.agentsessions.http;

import dev.agentsessions.http.Outgoing.Close;
import dev.agentsessions.worker.WindowSize;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What everybody else has for a terminal's one writer. Holds {@value #ROOM} messages; whoever has
 * more waits, which is the client that does not read its answers. Of sizes it holds the last
 * {@value #SIZES}, each until its place in the output is reached. An acknowledgement replaces the
 * one before. Thread-safe.
 */
final class Mailbox {
  static final int ROOM = 32;
  static final int SIZES = 32;

  /**
   * @param offset in the output, of the first byte that may be of this size
   */
  private record Resize(WindowSize size, long offset) {}

  /** A wait of the writer for something else than mail. */
  interface Wait {
    void run() throws InterruptedException;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Outgoing> queue = new ArrayDeque<>(); // guarded by lock
  private final Deque<Resize> sizes = new ArrayDeque<>(); // guarded by lock
  private @Nullable Close close; // guarded by lock
  private @Nullable Thread waiting; // guarded by lock; to be interrupted when mail comes
  private boolean abandoned; // guarded by lock; nobody empties it any more
  private volatile boolean mail; // written under lock
  private volatile long nextSize = Long.MAX_VALUE; // written under lock
  private volatile long acknowledged;

  /** Adds a message; waits for room. Once the writer has ended it is dropped. */
  void post(Outgoing message) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (queue.size() >= ROOM && !abandoned) {
        changed.await();
      }
      queue.add(message);
      arrived();
    } finally {
      lock.unlock();
    }
  }

  /** To be said once the output before an offset is sent. Does not wait. */
  void resized(WindowSize size, long offset) {
    lock.lock();
    try {
      if (sizes.size() == SIZES) {
        sizes.removeFirst();
      }
      sizes.addLast(new Resize(size, offset));
      nextSize = sizes.getFirst().offset();
      arrived();
    } finally {
      lock.unlock();
    }
  }

  /** The first one holds. Does not wait. */
  void close(Close last) {
    lock.lock();
    try {
      close = close == null ? last : close;
      arrived();
    } finally {
      lock.unlock();
    }
  }

  /** Ends a wait for mail, or the next one, with none. */
  void nudge() {
    lock.lock();
    try {
      arrived();
    } finally {
      lock.unlock();
    }
  }

  /** The client has shown everything before an offset; going back changes nothing. */
  void acknowledge(long offset) {
    lock.lock();
    try {
      acknowledged = Math.max(acknowledged, offset);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long acknowledged() {
    return acknowledged;
  }

  /** Nobody reads this any more. */
  void abandon() {
    lock.lock();
    try {
      abandoned = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether there is nothing to send now. Costs two volatile reads.
   *
   * @param sent the output before this offset is sent
   */
  boolean isEmpty(long sent) {
    return !mail && sent < nextSize;
  }

  /** Of the output that is to be sent before the next size; without one, a large number. */
  long nextSize() {
    return nextSize;
  }

  /**
   * Everything that may be sent now, in order: messages, then sizes, then a close.
   *
   * @param sent the output before this offset is sent
   */
  List<Outgoing> takeAll(long sent) {
    lock.lock();
    try {
      List<Outgoing> all = new ArrayList<>(queue);
      while (!sizes.isEmpty() && sizes.getFirst().offset() <= sent) {
        all.add(new Outgoing.Say(TerminalText.resized(sizes.removeFirst().size())));
      }
      nextSize = sizes.isEmpty() ? Long.MAX_VALUE : sizes.getFirst().offset();
      if (close != null) {
        all.add(close);
      }
      queue.clear();
      mail = false;
      changed.signalAll();
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is mail, or the client has acknowledged more than an offset. */
  void await(long moreThan, Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lock();
    try {
      while (!mail && acknowledged <= moreThan && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for something else, until mail comes. Only the wait itself is ever interrupted for it:
   * not the read or the send that may follow, which share files with others.
   */
  void awaitElsewhere(Wait wait) {
    if (!begin()) {
      return;
    }
    try {
      wait.run();
    } catch (InterruptedException e) {
      // Mail, or a wait that took a while to notice: the caller looks at both.
    } finally {
      end();
    }
  }

  private boolean begin() {
    lock.lock();
    try {
      if (!mail) {
        waiting = Thread.currentThread();
      }
      return !mail;
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      waiting = null;
      Thread.interrupted();
    } finally {
      lock.unlock();
    }
  }

  /** Call with the lock. */
  private void arrived() {
    mail = true;
    changed.signalAll();
    if (waiting != null) {
      waiting.interrupt();
      waiting = null;
    }
  }
}
