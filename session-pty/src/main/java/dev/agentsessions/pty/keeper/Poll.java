package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.SystemCallException.check;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Waits the way that every Unix has: each wait costs a little for each file. */
final class Poll implements Poller {
  private static final int FILE_BYTES = 8;
  private static final int EVENTS_AT = 4;
  private static final int READY_AT = 6;

  private record Asked(int fd, int interest, long token) {}

  private record Event(long token, int ready) {}

  private final int woken;
  private final int wakeUp;
  private final ReentrantLock lock = new ReentrantLock(); // held over writes: they do not block
  private final Map<Integer, Asked> files = new HashMap<>(); // by lock
  private boolean waiting; // by lock
  private boolean closed; // by lock
  private List<Event> events = List.of(); // of the thread that waits

  private Poll(int woken, int wakeUp) {
    this.woken = woken;
    this.wakeUp = wakeUp;
  }

  static Poll open() throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(8, 4);
      check("pipe", Posix.pipe(ends));
      Poll opened = new Poll(ends.get(JAVA_INT, 0), ends.get(JAVA_INT, 4));
      Posix.setNonBlocking(opened.woken);
      Posix.setNonBlocking(opened.wakeUp);
      opened.add(opened.woken, IN, WOKEN);
      return opened;
    }
  }

  @Override
  public void add(int fd, int interest, long token) {
    lock.lock();
    try {
      files.put(fd, new Asked(fd, interest, token));
      wakeIfWaiting();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void modify(int fd, int interest, long token) {
    add(fd, interest, token);
  }

  @Override
  public void remove(int fd) {
    lock.lock();
    try {
      files.remove(fd);
      wakeIfWaiting();
    } finally {
      lock.unlock();
    }
  }

  /** The present wait is about what was asked for when it began. */
  private void wakeIfWaiting() {
    if (waiting) {
      wake();
    }
  }

  @Override
  public int await(int millis) throws SystemCallException {
    List<Asked> asked = beginWait();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment polled = arena.allocate(asked.size() * (long) FILE_BYTES, 4);
      for (int file = 0; file < asked.size(); file++) {
        polled.set(JAVA_INT, at(file), asked.get(file).fd());
        polled.set(JAVA_SHORT, at(file) + EVENTS_AT, (short) asked.get(file).interest());
      }
      int found = Posix.poll(polled, asked.size(), millis);
      events = found > 0 ? events(asked, polled) : List.of();
      return found == -Posix.EINTR ? 0 : check("poll", found);
    } finally {
      endWait();
    }
  }

  private static long at(int file) {
    return file * (long) FILE_BYTES;
  }

  private static List<Event> events(List<Asked> asked, MemorySegment polled) {
    List<Event> events = new ArrayList<>();
    for (int file = 0; file < asked.size(); file++) {
      int ready = polled.get(JAVA_SHORT, at(file) + READY_AT);
      if (ready != 0) {
        events.add(new Event(asked.get(file).token(), ready));
      }
    }
    return events;
  }

  private List<Asked> beginWait() {
    lock.lock();
    try {
      waiting = true;
      return List.copyOf(files.values());
    } finally {
      lock.unlock();
    }
  }

  private void endWait() {
    lock.lock();
    try {
      waiting = false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long token(int event) {
    long token = events.get(event).token();
    if (token == WOKEN) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment into = arena.allocate(64);
        Posix.read(woken, into, into.byteSize());
      }
    }
    return token;
  }

  @Override
  public int ready(int event) {
    return events.get(event).ready();
  }

  @Override
  public void wake() {
    lock.lock();
    try (Arena arena = Arena.ofConfined()) {
      if (!closed) {
        Posix.write(wakeUp, arena.allocate(1), 1);
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
      Posix.close(woken);
    } finally {
      lock.unlock();
    }
  }
}
