package dev.agentsessions.testkit;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Environments far away: Pending for a while, each at an address of its own, they fail, vanish or
 * move as a test says, and need several asks to go. Their processes live in a {@link
 * FakeWorkerRuntime} and share their fate. Nothing happens by itself; each call for a session, and
 * each tick for all, is a step of time. Safe from any thread.
 */
public final class FakeRemoteEnvironments implements Environments {
  private static final String DIRECTORY = "/workspace";

  private final FakeProcesses processes;
  private final ReentrantLock lock = new ReentrantLock(); // guards all that follows
  private final Gate gate = new Gate("the fake cluster");
  private final Map<SessionId, RemoteEnvironment> environments = new LinkedHashMap<>();
  private final Set<SessionId> files = new LinkedHashSet<>();
  private final Map<SessionId, Release.Kept> work = new HashMap<>();
  private final Map<SessionId, String> unpushed = new HashMap<>();
  private final Deque<EnvironmentState> nextFailures = new ArrayDeque<>();
  private boolean local = true;
  private boolean announcing;
  private int addresses;
  private int asksWhilePending = 2;
  private int asksWhileReleasing = 2;

  /**
   * @param runtime loses the processes of an environment that goes
   */
  public FakeRemoteEnvironments(FakeWorkerRuntime runtime) {
    processes = runtime.processes();
  }

  @Override
  public boolean announces() {
    return locked(() -> announcing);
  }

  @Override
  public boolean areLocal() {
    return locked(() -> local);
  }

  @Override
  public EnvironmentState ensure(Session session, Fence fence) {
    return locked(
        () -> {
          gate.enter(session.id(), fence);
          RemoteEnvironment environment =
              environments.computeIfAbsent(session.id(), id -> make(id, fence));
          step(session.id(), environment);
          return environment.state();
        });
  }

  @Override
  public EnvironmentState observe(Session session, Fence fence) {
    return locked(
        () -> {
          gate.enter(session.id(), fence);
          RemoteEnvironment environment = environments.get(session.id());
          if (environment != null) {
            step(session.id(), environment);
          }
          return environment == null || environment.isReleased()
              ? FakeEnvironments.NONE
              : environment.state();
        });
  }

  @Override
  public Release release(Session session, Fence fence, Retention retention) {
    return locked(
        () -> {
          gate.enter(session.id(), fence);
          Release.Kept kept = retention == Retention.DELETE ? work.get(session.id()) : null;
          if (retention == Retention.DELETE && kept == null && files.remove(session.id())) {
            gate.note(session.id(), fence, "delete files");
          }
          RemoteEnvironment environment = environments.get(session.id());
          if (environment != null && !releaseStep(session.id(), environment, fence)) {
            return Release.PENDING;
          }
          return kept == null
              ? new Release.Done(Optional.ofNullable(unpushed.get(session.id())))
              : kept;
        });
  }

  /** What is changed in it cannot be pushed when it is released. */
  public void refusePush(SessionId session, String why) {
    locked(() -> unpushed.put(session, why));
  }

  /** Somebody's work is in the session's files: they are never deleted. */
  public void keepWork(SessionId session, String reason) {
    locked(() -> work.put(session, new Release.Kept(DIRECTORY, reason)));
  }

  /** From now on owners are left to be woken, by a test. */
  public void announce() {
    locked(() -> announcing = true);
  }

  /** From now on sessions that are created may be owned by hosts of any machine. */
  public void reachFromAnywhere() {
    locked(() -> local = false);
  }

  /**
   * How slowly environments come up from now on, also after a move.
   *
   * @param asks so many asks or ticks still see it Pending
   */
  public void pendingTakes(int asks) {
    checkArgument(asks >= 0, "asks: %s", asks);
    locked(() -> asksWhilePending = asks);
  }

  /**
   * How slowly environments go from now on.
   *
   * @param asks so many asks or ticks still see it there
   */
  public void releaseTakes(int asks) {
    checkArgument(asks >= 0, "asks: %s", asks);
    locked(() -> asksWhileReleasing = asks);
  }

  /** Passes time for every environment. */
  public void tick() {
    locked(
        () -> {
          new LinkedHashMap<>(environments).forEach(this::step);
          return environments;
        });
  }

  /** The next environment that is made fails, until it is released. */
  public void failNext(Reason reason, String message) {
    locked(() -> nextFailures.add(new EnvironmentState.Failed(reason, message)));
  }

  /** It fails, until it is released. Its processes are gone. */
  public void fail(SessionId session, Reason reason, String message) {
    losingProcesses(
        session, environment -> environment.become(new EnvironmentState.Failed(reason, message)));
  }

  /** Its run comes to its end by itself. Its processes are gone. */
  public void finish(SessionId session, Ending ending) {
    losingProcesses(session, environment -> environment.become(new EnvironmentState.Over(ending)));
  }

  /** It is Gone with its processes, until it is released. */
  public void lose(SessionId session, Reason reason, String message) {
    losingProcesses(
        session, environment -> environment.become(new EnvironmentState.Gone(reason, message)));
  }

  /** It is Pending, then Ready at another address, and its processes are gone. */
  public void move(SessionId session) {
    losingProcesses(session, environment -> environment.move(newEndpoint(), asksWhilePending));
  }

  /** It is Pending, then Ready at another address, and its processes go on there. */
  public void moveWithProcesses(SessionId session) {
    change(
        session,
        environment -> {
          Endpoint before = environment.endpoint();
          environment.move(newEndpoint(), asksWhilePending);
          processes.move(before, environment.endpoint());
          processes.close(before);
        });
  }

  /** False: refuses every call from now on. */
  public void setAvailable(boolean available) {
    gate.setAvailable(available);
  }

  /** Refuses the next calls, whoever makes them. */
  public void refuse(int calls) {
    gate.refuse(calls);
  }

  /** Sessions with an environment that is not wholly gone. What is left at the end leaked. */
  public Set<SessionId> existing() {
    return locked(() -> new LinkedHashSet<>(environments.keySet()));
  }

  /** Sessions whose files were not deleted. */
  public Set<SessionId> files() {
    return locked(() -> new LinkedHashSet<>(files));
  }

  /** Everything done so far, first to last. */
  public List<Mutation> mutations() {
    return gate.mutations();
  }

  private RemoteEnvironment make(SessionId session, Fence fence) {
    gate.note(session, fence, "make environment");
    files.add(session);
    var made = new RemoteEnvironment(newEndpoint(), asksWhilePending);
    EnvironmentState failure = nextFailures.poll();
    if (failure != null) {
      made.become(failure);
    }
    return made;
  }

  private Endpoint newEndpoint() {
    return new Endpoint("pod-" + ++addresses, DIRECTORY);
  }

  private boolean releaseStep(SessionId session, RemoteEnvironment environment, Fence fence) {
    if (!environment.isReleasing()) {
      gate.note(session, fence, "release environment");
      environment.release(asksWhileReleasing);
    }
    step(session, environment);
    return environment.isReleased();
  }

  private void step(SessionId session, RemoteEnvironment environment) {
    environment.step();
    if (environment.isReleased()) {
      processes.close(environment.endpoint());
      environments.remove(session);
    }
  }

  private void losingProcesses(SessionId session, Consumer<RemoteEnvironment> event) {
    change(
        session,
        environment -> {
          processes.close(environment.endpoint());
          event.accept(environment);
        });
  }

  /** An environment that goes already is beyond all faults. */
  private void change(SessionId session, Consumer<RemoteEnvironment> event) {
    locked(
        () -> {
          RemoteEnvironment environment = environments.get(session);
          if (environment == null) {
            throw new IllegalStateException("there is no environment of " + session);
          }
          if (!environment.isReleasing()) {
            event.accept(environment);
          }
          return environment;
        });
  }

  private <T> T locked(Supplier<T> step) {
    lock.lock();
    try {
      return step.get();
    } finally {
      lock.unlock();
    }
  }
}
