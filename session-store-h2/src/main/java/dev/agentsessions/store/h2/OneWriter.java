package dev.agentsessions.store.h2;

import dev.agentsessions.store.internal.Turns;
import dev.agentsessions.store.internal.Turnstile;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One transaction at a time writes. At a commit H2 writes what changed to its file, one table after
 * the other, and lets other transactions go on meanwhile. A program that is killed then leaves a
 * file with half of what they did. Without others there is nothing to halve; and one file takes one
 * commit at a time anyway.
 *
 * <p>H2 also shows a commit a moment before it hands it to the operating system. Who is killed in
 * between would have shown what never was, such as an event whose place another one gets. So a read
 * waits for the commit that was under way when it ended. Safe from any thread.
 */
final class OneWriter implements Turns {
  /** Entered from a transaction's begin to its end. */
  private final Turnstile turns;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition committed = lock.newCondition();
  private long commits; // guarded by lock
  private boolean underWay; // guarded by lock

  /**
   * @param patience longest wait for a turn while nobody's ends
   */
  OneWriter(Duration patience) {
    turns = new Turnstile(1, patience);
  }

  @Override
  public void begin() {
    turns.enter();
  }

  @Override
  public void end() {
    turns.leave(true);
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    changeTo(true);
    try {
      connection.commit();
    } finally {
      changeTo(false);
    }
  }

  private void changeTo(boolean next) {
    lock.lock();
    try {
      underWay = next;
      if (!next) {
        commits++;
        committed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void awaitDurable() {
    lock.lock();
    try {
      long before = commits;
      while (underWay && commits == before) {
        committed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
