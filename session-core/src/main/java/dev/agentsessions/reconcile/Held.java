package dev.agentsessions.reconcile;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.Liveness;
import dev.agentsessions.session.ModelUse;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.time.Ticker;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerSighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an owner remembers of a session between two passes. Everything in it can be lost: the next
 * owner measures anew from what is stored. One pass at a time, but for figures.
 */
final class Held {
  /** As long as people wait without wondering. */
  private static final Duration LONGEST_BUSY = Duration.ofSeconds(2);

  private static final int MAX_DOUBLINGS = 10;

  private final Fence fence;
  private final Ticker ticker;
  private final Map<WorkerId, Deque<Duration>> restarts = new HashMap<>();
  private final Map<WorkerId, Long> printed = new HashMap<>();
  private volatile SessionState state = SessionState.CREATED;
  private @Nullable Processes processes;
  private @Nullable Instant runStart;
  private Duration runBase = Duration.ZERO;
  private Duration runSince;
  private @Nullable Instant activityAt;
  private Duration idleBase = Duration.ZERO;
  private Duration idleSince;
  private @Nullable Instant unnoted;
  private @Nullable Duration touchedAt;
  private long settledMessages;
  private int busyLooks;
  private @Nullable ModelUse model;
  private Duration modelSince;

  Held(Fence fence, Ticker ticker) {
    this.fence = requireNonNull(fence, "fence");
    this.ticker = requireNonNull(ticker, "ticker");
    this.runSince = ticker.now();
    this.idleSince = ticker.now();
    this.modelSince = ticker.now();
  }

  Fence fence() {
    return fence;
  }

  /** The state it was last read in. Safe from any thread. */
  SessionState state() {
    return state;
  }

  void readIn(SessionState now) {
    state = now;
  }

  /** Whether a place still has to be told of its new owner. */
  boolean mustAdopt(Endpoint endpoint) {
    return processes == null || !endpoint.equals(processes.place().endpoint());
  }

  void adopted(Processes taken) {
    processes = taken;
  }

  /**
   * Begins to end what still runs here of a session that was taken away, unless its new owner has
   * that too.
   *
   * @return whether there is still something to end
   */
  boolean endProcesses() {
    boolean mayRun = state == SessionState.SPAWNING || state == SessionState.ACTIVE;
    return mayRun && processes != null && processes.end();
  }

  /**
   * How long the present run has gone on; time before this owner is added by wall clock, never
   * below zero.
   */
  Duration elapsed(Session session, Instant now) {
    Liveness stored = session.liveness();
    Instant start = session.status().run().startedAt().orElse(now);
    if (!start.equals(runStart)) {
      runStart = start;
      runBase = stored.elapsed().plus(sinceOrZero(stored.measuredAt(), now));
      runSince = ticker.now();
    }
    return runBase.plus(ticker.now().minus(runSince));
  }

  /** How long nothing was typed or printed. */
  Duration idle(Session session, Instant now) {
    Instant last = session.liveness().lastActivityAt();
    if (!last.equals(activityAt)) {
      idleBase = activityAt == null ? sinceOrZero(last, now) : Duration.ZERO;
      activityAt = last;
      idleSince = ticker.now();
    }
    return idleBase.plus(ticker.now().minus(idleSince));
  }

  /** Something happens in this moment. */
  void active(Session session, Instant now) {
    idle(session, now); // what is stored is older, and must not count later
    idleBase = Duration.ZERO;
    idleSince = ticker.now();
    unnoted = now;
  }

  /** When something last happened that is not stored yet. */
  Optional<Instant> unnoted() {
    return Optional.ofNullable(unnoted);
  }

  /** What happened is stored by now. */
  void noted() {
    if (unnoted != null) {
      activityAt = unnoted;
      unnoted = null;
    }
  }

  /** Whether a worker printed something since it was last asked. */
  boolean printedSince(List<WorkerSighting> sightings) {
    boolean more = false;
    for (WorkerSighting sighting : sightings) {
      Long before = printed.put(sighting.worker(), sighting.printed());
      more |= before == null ? sighting.printed() > 0 : before != sighting.printed();
    }
    return more;
  }

  /**
   * Whether messages may wait, of all that were said when the session was read; no look into the
   * store is needed to know that none does.
   */
  boolean mayWait(long messages) {
    return messages != settledMessages;
  }

  /** None of so many messages waits. */
  void settled(long messages) {
    settledMessages = messages;
  }

  /**
   * How long to leave a busy worker alone until it is asked again whether it takes a message: at
   * first shortly, then longer each time, up to {@link #LONGEST_BUSY}.
   */
  Duration whileBusy(Duration shortly) {
    Duration wait = shortly.multipliedBy(1L << Math.min(busyLooks++, MAX_DOUBLINGS));
    return wait.compareTo(LONGEST_BUSY) < 0 ? wait : LONGEST_BUSY;
  }

  /** A worker took a message. */
  void notBusy() {
    busyLooks = 0;
  }

  /**
   * Whether agents have had their model for so long without a break.
   *
   * @param running absent: one of them does not run
   */
  boolean hasRunFor(Duration time, Optional<ModelUse> running) {
    if (!Optional.ofNullable(model).equals(running)) {
      model = running.orElse(null);
      modelSince = ticker.now();
    }
    return model != null && ticker.now().minus(modelSince).compareTo(time) >= 0;
  }

  /** Whether it is time to note liveness again. */
  boolean mayTouch(Duration interval) {
    Duration now = ticker.now();
    if (touchedAt != null && now.minus(touchedAt).compareTo(interval) < 0) {
      return false;
    }
    touchedAt = now;
    return true;
  }

  /** Takes one of a worker's automatic restarts, if it has one left. */
  boolean takeRestart(WorkerId worker, int max, Duration window) {
    Deque<Duration> taken = restarts.computeIfAbsent(worker, id -> new ArrayDeque<>());
    Duration now = ticker.now();
    while (!taken.isEmpty() && now.minus(taken.getFirst()).compareTo(window) >= 0) {
      taken.removeFirst();
    }
    if (taken.size() >= max) {
      return false;
    }
    taken.addLast(now);
    return true;
  }

  private static Duration sinceOrZero(Instant then, Instant now) {
    Duration since = Duration.between(then, now);
    return since.isNegative() ? Duration.ZERO : since;
  }
}
