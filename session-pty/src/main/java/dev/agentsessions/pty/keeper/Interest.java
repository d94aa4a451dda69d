package dev.agentsessions.pty.keeper;

import java.util.concurrent.locks.ReentrantLock;

/** What an {@link EventLoop} waits for on one file; nothing at first. Safe for many threads. */
final class Interest {
  private final Poller poller;
  private final int fd;
  private final long token;
  private final ReentrantLock lock = new ReentrantLock();
  private int events; // by lock

  Interest(Poller poller, int fd, long token) {
    this.poller = poller;
    this.fd = fd;
    this.token = token;
  }

  /** Begins or ends to wait for an event. Nothing happens if that is so already. */
  void in(int event, boolean wanted) throws SystemCallException {
    lock.lock();
    try {
      int next = wanted ? events | event : events & ~event;
      if (next == events) {
        return;
      }
      // With no events wanted the file is taken out: a hang-up would be told all the same.
      if (next == 0) {
        poller.remove(fd);
      } else if (events == 0) {
        poller.add(fd, next, token);
      } else {
        poller.modify(fd, next, token);
      }
      events = next;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for nothing any more; before the file is closed. */
  void none() throws SystemCallException {
    in(Poller.IN | Poller.OUT, false);
  }

  long token() {
    return token;
  }
}
