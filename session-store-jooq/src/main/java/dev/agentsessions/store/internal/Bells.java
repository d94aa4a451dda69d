package dev.agentsessions.store.internal;

import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.EventCursor.OfProject;
import dev.agentsessions.event.EventCursor.OfSession;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionIdentity;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells whoever waits for events of a stream that there are some. Holds as many bells as streams
 * are waited for. Safe from any thread; virtual ones are not pinned.
 */
public final class Bells implements CommitListener {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<EventCursor, Bell> bells = new HashMap<>(); // guarded by lock

  @Inject
  public Bells() {}

  /** One stream's, as long as somebody waits for it. */
  final class Bell implements AutoCloseable {
    private final EventCursor stream;
    private final Condition rung = lock.newCondition();
    private int listeners; // guarded by lock
    private long rings; // guarded by lock

    private Bell(EventCursor stream) {
      this.stream = stream;
    }

    /** How often it rang; to be asked before looking for events. */
    long rings() {
      lock.lock();
      try {
        return rings;
      } finally {
        lock.unlock();
      }
    }

    /**
     * Waits until it rang more often.
     *
     * @return what is left of the time; not above zero when it is over
     */
    Duration await(long heard, Duration wait) throws InterruptedException {
      lock.lock();
      try {
        long left = wait.toNanos();
        while (rings == heard && left > 0) {
          left = rung.awaitNanos(left);
        }
        return Duration.ofNanos(left);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        if (--listeners == 0) {
          bells.remove(stream);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** A stream's bell; whoever asked for it closes it. */
  Bell of(EventCursor cursor) {
    EventCursor stream = streamOf(cursor);
    lock.lock();
    try {
      Bell bell = bells.computeIfAbsent(stream, Bell::new);
      bell.listeners++;
      return bell;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void committed(SessionIdentity session) {
    ring(session.project(), session.id());
  }

  /** Something of this session was committed. */
  public void ring(ProjectId project, SessionId session) {
    lock.lock();
    try {
      ring(new OfSession(session, 0));
      ring(new OfProject(project, 0));
    } finally {
      lock.unlock();
    }
  }

  private void ring(EventCursor stream) {
    Bell bell = bells.get(stream);
    if (bell != null) {
      bell.rings++;
      bell.rung.signalAll();
    }
  }

  private static EventCursor streamOf(EventCursor cursor) {
    return switch (cursor) {
      case OfSession of -> new OfSession(of.session(), 0);
      case OfProject of -> new OfProject(of.project(), 0);
    };
  }
}
