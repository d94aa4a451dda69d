package dev.agentsessions.store.h2;

import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.store.internal.Turns;
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
  private final Duration patience;

  /** Fair, so that nobody's turn never comes. Held from a transaction's begin to its end. */
  private final ReentrantLock turn = new ReentrantLock(true);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition committed = lock.newCondition();
  private long commits; // guarded by lock
  private boolean underWay; // guarded by lock

  /**
   * @param patience longest wait for a turn
   */
  OneWriter(Duration patience) {
    this.patience = requireNonNull(patience, "patience");
  }

  @Override
  public void begin() {
    if (!Uninterruptibles.tryLockUninterruptibly(turn, patience)) {
      throw new Unavailable("other changes took longer than " + patience.toSeconds() + " s", null);
    }
  }

  @Override
  public void end() {
    turn.unlock();
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
