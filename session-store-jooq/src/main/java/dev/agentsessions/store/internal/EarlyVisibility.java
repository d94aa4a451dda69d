package dev.agentsessions.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * For H2, which shows a commit a moment before it hands it to the operating system. Who is killed
 * in between would have shown what never was, such as an event whose place another one gets. So a
 * read waits for the commits that were under way when it ended; it may have seen any of them. A
 * commit that returned has taken all earlier ones along.
 */
public final class EarlyVisibility implements Visibility {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final TreeSet<Long> underWay = new TreeSet<>(); // guarded by lock
  private long begun; // guarded by lock

  @Override
  public void commit(Connection connection) throws SQLException {
    long number = begin();
    try {
      connection.commit();
    } finally {
      end(number);
    }
  }

  @Override
  public void awaitDurable() {
    lock.lock();
    try {
      long last = begun;
      while (!underWay.isEmpty() && underWay.first() <= last) {
        ended.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private long begin() {
    lock.lock();
    try {
      underWay.add(++begun);
      return begun;
    } finally {
      lock.unlock();
    }
  }

  private void end(long number) {
    lock.lock();
    try {
      underWay.remove(number);
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
