package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.SystemCallException.check;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantLock;

/** Waits the way that only Linux has: what it costs does not grow with the number of files. */
final class Epoll implements Poller {
  private static final int CLOEXEC = 0x80000;
  private static final int NONBLOCK = 0x800;
  private static final int ADD = 1;
  private static final int DELETE = 2;
  private static final int MODIFY = 3;
  private static final int MOST_EVENTS = 256;

  // struct epoll_event is packed on x86-64 and nowhere else.
  private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");
  private static final int TOKEN_AT = PACKED ? 4 : 8;
  private static final int EVENT_BYTES = TOKEN_AT + 8;

  private final int epoll;
  private final int wakeUp;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment events = arena.allocate(MOST_EVENTS * (long) EVENT_BYTES, 8);

  // A late wake-up must not write to whatever file has the number next.
  private final ReentrantLock lock = new ReentrantLock();
  private boolean closed; // by lock

  private Epoll(int epoll, int wakeUp) {
    this.epoll = epoll;
    this.wakeUp = wakeUp;
  }

  static Epoll open() throws SystemCallException {
    int epoll = check("epoll_create1", Libc.epollCreate1(CLOEXEC));
    int wakeUp = Libc.eventfd(0, CLOEXEC | NONBLOCK);
    if (wakeUp < 0) {
      Posix.close(epoll);
      throw new SystemCallException("eventfd", -wakeUp);
    }
    Epoll opened = new Epoll(epoll, wakeUp);
    opened.add(wakeUp, IN, WOKEN);
    return opened;
  }

  @Override
  public void add(int fd, int interest, long token) throws SystemCallException {
    control(ADD, fd, interest, token);
  }

  @Override
  public void modify(int fd, int interest, long token) throws SystemCallException {
    control(MODIFY, fd, interest, token);
  }

  @Override
  public void remove(int fd) throws SystemCallException {
    control(DELETE, fd, 0, 0);
  }

  private void control(int operation, int fd, int interest, long token) throws SystemCallException {
    try (Arena call = Arena.ofConfined()) {
      MemorySegment event = call.allocate(EVENT_BYTES, 8);
      event.set(JAVA_INT_UNALIGNED, 0, interest);
      event.set(JAVA_LONG_UNALIGNED, TOKEN_AT, token);
      check("epoll_ctl", Libc.epollCtl(epoll, operation, fd, event));
    }
  }

  @Override
  public int await(int millis) throws SystemCallException {
    int found = Libc.epollWait(epoll, events, MOST_EVENTS, millis);
    return found == -Posix.EINTR ? 0 : check("epoll_wait", found);
  }

  @Override
  public long token(int event) {
    long token = events.get(JAVA_LONG_UNALIGNED, event * (long) EVENT_BYTES + TOKEN_AT);
    if (token == WOKEN) {
      try (Arena call = Arena.ofConfined()) {
        Posix.read(wakeUp, call.allocate(8), 8);
      }
    }
    return token;
  }

  @Override
  public int ready(int event) {
    return events.get(JAVA_INT_UNALIGNED, event * (long) EVENT_BYTES);
  }

  @Override
  public void wake() {
    lock.lock();
    try (Arena call = Arena.ofConfined()) {
      if (!closed) {
        MemorySegment one = call.allocate(8);
        one.set(JAVA_LONG_UNALIGNED, 0, 1);
        Posix.write(wakeUp, one, 8);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      Posix.close(wakeUp);
      Posix.close(epoll);
      arena.close();
    } finally {
      lock.unlock();
    }
  }
}
