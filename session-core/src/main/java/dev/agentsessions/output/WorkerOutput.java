package dev.agentsessions.output;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What one worker printed. Bytes are copied out after the lock is released, so a reader holds the
 * writer only while it looks up where they are. Safe from any thread.
 */
final class WorkerOutput {
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock(); // guards all that follows
  private final Condition more = lock.newCondition();
  private final TreeMap<Long, EpochBytes> epochs = new TreeMap<>();
  private long kept;

  WorkerOutput(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  void newEpoch(long epoch) {
    lock.lock();
    try {
      checkArgument(
          epochs.isEmpty() || epochs.lastKey() <= epoch,
          "epoch %s is over: there is a later one",
          epoch);
      close();
      epochs.computeIfAbsent(epoch, any -> new EpochBytes()).setOpen(true);
    } finally {
      lock.unlock();
    }
  }

  void append(ByteBuffer bytes) {
    lock.lock();
    try {
      checkState(
          !epochs.isEmpty() && epochs.lastEntry().getValue().isOpen(),
          "no epoch is open to append");
      EpochBytes newest = epochs.lastEntry().getValue();
      while (bytes.hasRemaining()) {
        kept += newest.append(bytes);
        dropOldest();
      }
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void dropOldest() {
    while (kept > maxBytes) {
      EpochBytes oldest = epochs.firstEntry().getValue();
      long before = oldest.base();
      if (!oldest.dropOldest()) {
        return;
      }
      kept -= oldest.base() - before;
      if (oldest.base() == oldest.end() && !oldest.isOpen()) {
        epochs.pollFirstEntry();
      }
    }
  }

  /** Nothing more comes in the newest epoch. */
  void close() {
    lock.lock();
    try {
      if (!epochs.isEmpty()) {
        epochs.lastEntry().getValue().setOpen(false);
        more.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      epochs.clear();
      kept = 0;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long kept() {
    lock.lock();
    try {
      return kept;
    } finally {
      lock.unlock();
    }
  }

  OutputBounds bounds() {
    lock.lock();
    try {
      return epochs.isEmpty()
          ? OutputBounds.NOTHING
          : epochs.lastEntry().getValue().bounds(epochs.lastKey());
    } finally {
      lock.unlock();
    }
  }

  OutputBounds bounds(long epoch) {
    lock.lock();
    try {
      EpochBytes bytes = epochs.get(epoch);
      return bytes == null ? OutputBounds.NOTHING : bytes.bounds(epoch);
    } finally {
      lock.unlock();
    }
  }

  /** Views of what is kept between two offsets; empty when the first is not kept. */
  List<ByteBuffer> slices(long epoch, long from, long until) {
    lock.lock();
    try {
      EpochBytes bytes = epochs.get(epoch);
      return bytes == null || from < bytes.base()
          ? List.of()
          : bytes.slices(from, Math.min(until, bytes.end()));
    } finally {
      lock.unlock();
    }
  }

  OutputRange readBackward(long epoch, long before, int max) {
    BackwardRange range;
    List<ByteBuffer> slices;
    lock.lock();
    try {
      range = BackwardRange.of(bounds(epoch), before, max);
      slices = slices(epoch, range.from(), range.until());
    } finally {
      lock.unlock();
    }
    ByteBuffer bytes = ByteBuffer.allocate(range.length());
    slices.forEach(bytes::put);
    return range.cut(bytes.flip());
  }

  boolean awaitMore(long epoch, long from, Duration wait) throws InterruptedException {
    long left = TimeUnit.NANOSECONDS.convert(wait);
    lock.lockInterruptibly();
    try {
      while (nothingYet(epochs.get(epoch), from)) {
        if (left <= 0) {
          return false;
        }
        left = more.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static boolean nothingYet(@Nullable EpochBytes bytes, long from) {
    return bytes != null && bytes.isOpen() && bytes.end() <= from;
  }
}
