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
 * more waits, which is the client that does not read its answers. A size and an acknowledgement
 * replace the one before, and need no room. Thread-safe.
 */
final class Mailbox {
  static final int ROOM = 32;

  /** A wait of the writer for something else than mail. */
  interface Wait {
    void run() throws InterruptedException;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Outgoing> queue = new ArrayDeque<>(); // guarded by lock
  private @Nullable WindowSize size; // guarded by lock
  private @Nullable Close close; // guarded by lock
  private @Nullable Thread waiting; // guarded by lock; to be interrupted when mail comes
  private boolean abandoned; // guarded by lock; nobody empties it any more
  private volatile boolean mail; // written under lock
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

  /** The last size wins. Does not wait. */
  void resized(WindowSize now) {
    lock.lock();
    try {
      size = now;
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

  /** Costs one volatile read when it is empty. */
  boolean isEmpty() {
    return !mail;
  }

  /** Everything, in order: messages, then a size, then a close. */
  List<Outgoing> takeAll() {
    lock.lock();
    try {
      List<Outgoing> all = new ArrayList<>(queue);
      if (size != null) {
        all.add(new Outgoing.Say(TerminalText.resized(size)));
      }
      if (close != null) {
        all.add(close);
      }
      queue.clear();
      size = null;
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
