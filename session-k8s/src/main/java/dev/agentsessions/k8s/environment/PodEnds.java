package dev.agentsessions.k8s.environment;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.HostPart;
import dev.agentsessions.json.RuntimeJson;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.WorkerChanges;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of processes that end in pods: a thread for each session of this host that runs there waits
 * for its content service to answer, which it does at the next end. One that gets no answer ends;
 * the owner asks again in a while, and with that another begins.
 */
final class PodEnds implements WorkerChanges, HostPart {
  private static final Logger log = LoggerFactory.getLogger(PodEnds.class);

  /** Others are asked by their owner, now and then. */
  private static final int MOST = 2_000;

  private static final Duration WAIT = Duration.ofSeconds(20);

  /** A pod that always has something to tell is not asked all the time. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final Duration JOIN = Duration.ofSeconds(5);

  private record Listener(Place place, Thread thread) {}

  private final ContentCalls calls;
  private final ReentrantLock lock = new ReentrantLock(); // guards all that follows
  private final Condition told = lock.newCondition();
  private final Map<SessionId, Listener> listeners = new HashMap<>();
  private final Set<SessionId> ended = new HashSet<>();
  private boolean closed;

  @Inject
  PodEnds(ContentCalls calls) {
    this.calls = requireNonNull(calls, "calls");
  }

  /**
   * From now on ends at a place are heard of.
   *
   * @param known how many there were before what its owner knows of it
   */
  void listen(Place place, long known) {
    lock.lock();
    try {
      Listener present = listeners.get(place.session());
      boolean isHeard = present != null && present.place().equals(place);
      if (closed || isHeard || (present == null && listeners.size() >= MOST)) {
        return;
      }
      Thread thread =
          Thread.ofVirtual()
              .name("pod-ends-" + place.session())
              .unstarted(() -> hear(place, known));
      listeners.put(place.session(), new Listener(place, thread));
      thread.start();
      if (present != null) {
        present.thread().interrupt(); // of another owner, or another pod
      }
    } finally {
      lock.unlock();
    }
  }

  private void hear(Place place, long known) {
    try {
      long last = known;
      while (!Thread.currentThread().isInterrupted()) {
        long now = ask(place, last);
        if (now != last) {
          tell(place.session());
          last = now;
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody needs it any more
    } catch (SessionException e) {
      log.debug("ends at {} are not heard of for now", place.session(), e);
    } finally {
      leave();
    }
  }

  private long ask(Place place, long last) {
    String answer = calls.send(place, ContentWorkers.observing(place, last, WAIT), WAIT);
    return RuntimeJson.readEnds(answer).orElse(last);
  }

  private void tell(SessionId session) {
    lock.lock();
    try {
      ended.add(session);
      told.signal();
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    lock.lock();
    try {
      listeners.values().removeIf(listener -> listener.thread().equals(Thread.currentThread()));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Set<SessionId> await(Duration wait) throws InterruptedException {
    long left = wait.toNanos();
    lock.lockInterruptibly();
    try {
      while (ended.isEmpty() && left > 0) {
        left = told.awaitNanos(left);
      }
      Set<SessionId> all = Set.copyOf(ended);
      ended.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void start() {}

  @Override
  public void close() {
    List<Thread> threads;
    lock.lock();
    try {
      closed = true;
      threads = listeners.values().stream().map(Listener::thread).toList();
    } finally {
      lock.unlock();
    }
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join(JOIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
