package dev.agentsessions.reconcile;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.HostLease;
import dev.agentsessions.host.HostWatch;
import dev.agentsessions.host.Hosts;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.LifecycleEvent;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.telemetry.Metered;
import dev.agentsessions.time.Ticker;
import dev.agentsessions.worker.Runtimes;
import dev.agentsessions.worker.SessionRuntime;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares what is desired of a session with what is observed and takes one step towards it (L-01).
 * Level-triggered: a crash between any two lines leaves a difference that the next pass sees. Has
 * no thread of its own and never waits; one pass a session at a time.
 */
public final class Reconciler {
  private final SessionStore store;
  private final Hosts hosts;
  private final HostLease lease;
  private final HostWatch watch;
  private final Runtimes runtimes;
  private final Spawning spawning;
  private final Running running;
  private final Terminating terminating;
  private final ReconcilerConfig config;
  private final InstantSource clock;
  private final Ticker ticker;
  private final ConcurrentHashMap<SessionId, Held> held = new ConcurrentHashMap<>();
  private volatile boolean closing;

  @Inject
  Reconciler(
      @Metered SessionStore store,
      Hosts hosts,
      HostLease lease,
      HostWatch watch,
      Runtimes runtimes,
      Spawning spawning,
      Running running,
      Terminating terminating,
      ReconcilerConfig config,
      InstantSource clock,
      Ticker ticker) {
    this.store = requireNonNull(store, "store");
    this.hosts = requireNonNull(hosts, "hosts");
    this.lease = requireNonNull(lease, "lease");
    this.watch = requireNonNull(watch, "watch");
    this.runtimes = requireNonNull(runtimes, "runtimes");
    this.spawning = requireNonNull(spawning, "spawning");
    this.running = requireNonNull(running, "running");
    this.terminating = requireNonNull(terminating, "terminating");
    this.config = requireNonNull(config, "config");
    this.clock = requireNonNull(clock, "clock");
    this.ticker = requireNonNull(ticker, "ticker");
  }

  /**
   * Takes one step for one session, if it is this host's to take.
   *
   * @return when to look again if nothing wakes the session
   * @throws SessionException.Unavailable if the store or the session's runtime cannot be reached:
   *     nothing is lost, try again later
   */
  public NextLook pass(SessionId id) {
    if (!lease.mayAct()) {
      return NextLook.in(config.soon());
    }
    Optional<Session> found = store.find(id);
    if (found.isEmpty() || !found.get().needsOwner()) {
      return letGo(id);
    }
    try {
      return own(found.get());
    } catch (SessionException.Stale changed) {
      return NextLook.NOW;
    } catch (SessionException.StaleFence | SessionException.NotFound lost) {
      return letGo(id);
    }
  }

  /** How many sessions this host owns that were last read in a state. Safe from any thread. */
  long owned(SessionState state) {
    return held.values().stream().filter(mine -> mine.state() == state).count();
  }

  /**
   * From now on begins nothing: takes no session over and starts no process. It goes on to look, to
   * record and to end, so that what ends with the host is recorded before the store closes.
   */
  void beginNothing() {
    closing = true;
  }

  /** Sessions that this host drives. */
  Set<SessionId> held() {
    return Set.copyOf(held.keySet());
  }

  private NextLook own(Session session) {
    Held mine = held.get(session.id());
    if (mine == null || !isHeld(session, mine)) {
      return mayTake(session) ? take(session) : leave(session);
    }
    return step(session, mine);
  }

  /** Another's to drive; but that its node has no host left, anybody may say (L-12). */
  private NextLook leave(Session session) {
    boolean lost = session.ownership().node().filter(watch.unreachable()::contains).isPresent();
    if (lost && !NodeReach.isLost(session)) {
      store.commit(new Observation(session, NodeReach.lost(session, clock.instant())));
    }
    return letGo(session.id());
  }

  /** What this host still runs of a session that is not its any more has to end. */
  private NextLook letGo(SessionId id) {
    Held mine = held.get(id);
    if (mine != null && mine.endProcesses()) {
      return NextLook.in(config.soon());
    }
    held.remove(id);
    return NextLook.NEVER;
  }

  private boolean isHeld(Session session, Held mine) {
    return session.ownership().isOwnedBy(lease.id())
        && mine.fence().equals(session.ownership().fence());
  }

  /**
   * Nobody's, a dead host's, or this host's from before it restarted (L-02); and at home here
   * (L-12).
   */
  private boolean mayTake(Session session) {
    boolean atHome = session.ownership().node().map(node -> node.equals(lease.node())).orElse(true);
    boolean free =
        session
            .ownership()
            .owner()
            .map(owner -> owner.equals(lease.id()) || watch.dead().contains(owner))
            .orElse(true);
    return atHome && free && !closing;
  }

  private NextLook take(Session session) {
    Session taken = hosts.takeOver(session, lease.id());
    held.put(session.id(), new Held(taken.ownership().fence(), ticker));
    return NextLook.NOW;
  }

  private NextLook step(Session session, Held mine) {
    SessionRuntime runtime =
        runtimes
            .find(session.spec().runtime())
            .orElseGet(() -> AbsentRuntime.named(session.spec().runtime()));
    var pass = new Pass(session, mine, runtime, clock.instant(), !closing);
    mine.readIn(session.state());
    if (NodeReach.isLost(session)) {
      return pass.commit(store, NodeReach.back(session, pass.now()));
    }
    return switch (session.state()) {
      case CREATED ->
          session.desired() == Desired.RUNNING
              ? pass.commit(store, session.after(LifecycleEvent.SPAWN, pass.now()))
              : terminating.stepAtRest(pass);
      case SPAWNING -> pass.mayBegin() ? spawning.step(pass) : NextLook.in(config.watch());
      case ACTIVE -> running.step(pass);
      case TERMINATING -> terminating.step(pass);
      case STOPPED, COMPLETED, FAILED -> terminating.stepAtRest(pass);
      case CLEANED -> NextLook.NEVER;
    };
  }
}
