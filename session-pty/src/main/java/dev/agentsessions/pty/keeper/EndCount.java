package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.Doorbell;
import java.util.concurrent.locks.ReentrantLock;

/** Numbers the ends of workers, from 1. Safe for many threads. */
final class EndCount {
  private final ReentrantLock lock = new ReentrantLock();
  private final Doorbell doorbell = new Doorbell();
  private volatile long latest; // written by lock

  /** All ends up to this number can be seen in their workers. */
  long latest() {
    return latest;
  }

  /** Gives the next number to a worker that is over. */
  void tell(KeptWorker over) {
    lock.lock();
    try {
      long next = latest + 1;
      over.endNumber(next);
      latest = next;
    } finally {
      lock.unlock();
    }
    doorbell.ring();
  }

  /** Rung after each end. */
  Doorbell doorbell() {
    return doorbell;
  }
}
