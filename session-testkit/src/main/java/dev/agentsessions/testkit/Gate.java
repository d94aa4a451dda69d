package dev.agentsessions.testkit;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.host.Fence;
import dev.agentsessions.host.HighestFences;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What every fenced fake asks before it acts, and what it notes afterwards. Safe from any thread;
 * for a call to be one step, its fake enters and acts under one lock.
 */
final class Gate {
  private final String name;
  private final HighestFences fences = new HighestFences();
  private final AtomicInteger callsToRefuse = new AtomicInteger();
  private final ConcurrentLinkedQueue<Mutation> mutations = new ConcurrentLinkedQueue<>();
  private volatile boolean available = true;

  Gate(String name) {
    this.name = name;
  }

  void setAvailable(boolean available) {
    this.available = available;
  }

  void refuse(int calls) {
    checkArgument(calls >= 0, "calls to refuse: %s", calls);
    callsToRefuse.set(calls);
  }

  /**
   * @throws SessionException.Unavailable as scripted: whoever cannot be reached sees no fence
   * @throws SessionException.StaleFence for a fence below the highest seen
   */
  void enter(SessionId session, Fence fence) {
    if (!available || callsToRefuse.getAndUpdate(calls -> Math.max(0, calls - 1)) > 0) {
      throw new SessionException.Unavailable(name + " cannot be reached", null);
    }
    fences.admit(session, fence);
  }

  void note(SessionId session, Fence fence, String what) {
    mutations.add(new Mutation(session, fence, what));
  }

  List<Mutation> mutations() {
    return List.copyOf(mutations);
  }
}
