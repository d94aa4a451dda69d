package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.WorkerKey;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What was typed and not yet taken by the terminal. While the terminal takes bytes they go to it on
 * the caller's thread; the rest waits, within the limit, for the loop's thread. Safe for many
 * threads; {@link #close} comes before the terminal is closed.
 */
final class InputQueue {
  private static final int PIECE = 16 << 10;

  private final WorkerKey worker;
  private final Pty pty;
  private final Interest interest;
  private final InputIds ids;
  private final int limit;
  private final ReentrantLock lock = new ReentrantLock(); // held over writes: they do not block
  private final Queue<byte[]> waiting = new ArrayDeque<>(); // by lock
  private int waitingBytes; // by lock
  private int taken; // by lock: how much of the first array the terminal has
  private boolean closed; // by lock

  /**
   * @param limit the most bytes that wait
   */
  InputQueue(WorkerKey worker, Pty pty, Interest interest, InputIds ids, int limit) {
    this.worker = worker;
    this.pty = pty;
    this.interest = interest;
    this.ids = ids;
    this.limit = limit;
  }

  /**
   * Types or queues the bytes, or neither if the id says that they were typed before.
   *
   * @return false if the queue is closed
   * @throws KeeperException.InputFull if they do not fit; nothing was typed
   */
  boolean type(long id, byte[] bytes) throws SystemCallException {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      if (bytes.length == 0 || ids.isTyped(worker, id)) {
        return true;
      }
      if (bytes.length > limit - waitingBytes) {
        throw new KeeperException.InputFull(bytes.length, waitingBytes, limit);
      }
      ids.type(worker, id);
      waiting.add(bytes.clone());
      waitingBytes += bytes.length;
      if (waiting.size() == 1) {
        push();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The terminal takes bytes again. */
  void writable() throws SystemCallException {
    lock.lock();
    try {
      if (!closed) {
        push();
      }
    } finally {
      lock.unlock();
    }
  }

  private void push() throws SystemCallException {
    byte[] first = waiting.peek();
    while (first != null) {
      int written = pty.write(first, taken, Math.min(PIECE, first.length - taken));
      taken += written;
      waitingBytes -= written;
      if (taken == first.length) {
        waiting.remove();
        taken = 0;
        first = waiting.peek();
      } else if (written == 0) {
        interest.in(Poller.OUT, true);
        return;
      }
    }
    interest.in(Poller.OUT, false);
  }

  /** Drops what waits and takes no more. */
  void close() throws SystemCallException {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
      interest.in(Poller.OUT, false);
    } finally {
      lock.unlock();
    }
  }
}
