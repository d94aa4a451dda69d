package dev.agentsessions.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.SessionChange.SessionMoved;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.host.Fence;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionLifecycle;
import dev.agentsessions.session.SessionLifecycle.Move;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.FakeProcess;
import dev.agentsessions.testkit.Mutation;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired.Goal;
import dev.agentsessions.worker.WorkerState;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random operations, faults, kills and freezes; then quiet. Whatever happened, every session comes
 * to rest as it is wanted, nothing is left over, no message is lost or doubled, and nobody acted
 * with a fence below one already seen. {@code -Dsimulation.runs=N} changes the number of runs,
 * {@code -Dsimulation.seed=S} the first seed.
 */
@Execution(ExecutionMode.CONCURRENT)
class SimulationTest {
  private static final int RUNS = Integer.getInteger("simulation.runs", 2_000);
  private static final long FIRST_SEED = Long.getLong("simulation.seed", 1);

  /** CLEANED is told as SessionCleaned, not as a move. */
  private static final List<Move> SEEN_BY_JOURNAL =
      SessionLifecycle.MOVES.stream().filter(move -> move.to() != SessionState.CLEANED).toList();

  private static final int STEPS = 150;

  /** Of a second: longer than a take-over and then any of the time limits. */
  private static final int QUIET_ROUNDS = 50;

  @ParameterizedTest(
      name = "L-01, M-01 every session converges whatever happens, far environments: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("L-01, M-01 every session converges whatever happens, and no message is lost")
  void everySessionConverges(boolean far) {
    Set<Move> taken = new HashSet<>();
    long delivered = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
      var world = new SimulatedWorld(seed, far);
      try {
        for (int step = 0; step < STEPS; step++) {
          SimulationStep.take(world, world.hostIds());
        }
        world.becomeQuiet();
        world.note("quiet");
        settle(world, QUIET_ROUNDS);
        check(world, taken);
        delivered += world.talk.delivered();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "seed " + seed + ", far " + far + ": " + e.getMessage() + "\n" + world.trace(), e);
      }
    }
    assertThat(delivered).as("messages that were delivered").isPositive();
    assertThat(taken).as("moves that the simulation took").containsAll(SEEN_BY_JOURNAL);
  }

  private static void settle(SimulatedWorld world, int rounds) {
    for (int round = 0; round < rounds; round++) {
      world.advance(Duration.ofSeconds(1));
      world.hostIds().forEach(host -> world.run(host, SimulatedHost::keepHouse));
      for (SessionId session : world.created) {
        world.hostIds().forEach(host -> world.run(host, acting -> acting.pass(session)));
      }
    }
  }

  private static void check(SimulatedWorld world, Set<Move> taken) {
    for (SessionId session : world.created) {
      check(world, session);
      taken.addAll(moves(world, session));
    }
    world.talk.check(world);
    fencesNeverFall(world.runtime.mutations());
    world.remote.ifPresent(environments -> fencesNeverFall(environments.mutations()));
    world.local.ifPresent(environments -> fencesNeverFall(environments.mutations()));
    projectPositionsHaveNoHoles(world);
  }

  private static void check(SimulatedWorld world, SessionId id) {
    Optional<Session> stored = world.store.find(id);
    List<FakeProcess> processes =
        world.runtime.processes().kept().stream()
            .filter(process -> process.session().equals(id))
            .toList();
    if (stored.isEmpty()) {
      assertThat(world.cleaned).as("%s is gone", id).contains(id);
      nothingIsLeft(world, id, processes);
      return;
    }
    Session session = stored.get();
    assertThat(session.isDeleted()).as("%s is deleted and still there", session).isFalse();
    assertThat(world.cleaned).as("%s was cleaned", session).doesNotContain(id);
    if (session.state() == SessionState.ACTIVE) {
      runsAsWanted(session, processes);
    } else {
      restsAsWanted(session);
      nothingIsLeft(world, id, processes);
    }
  }

  private static void nothingIsLeft(
      SimulatedWorld world, SessionId id, List<FakeProcess> processes) {
    assertThat(processes).as("processes of %s", id).isEmpty();
    assertThat(world.environments()).as("environments").doesNotContain(id);
  }

  private static void restsAsWanted(Session session) {
    assertThat(session.ownership().owner()).as("owner of %s", session).isEmpty();
    boolean neverStarted =
        session.state() == SessionState.CREATED && session.desired() == Desired.STOPPED;
    assertThat(neverStarted || session.state().isResting()).as("%s rests", session).isTrue();
    if (session.desired() == Desired.RUNNING) {
      assertThat(session.status().reason()).as("why %s does not run", session).isPresent();
    }
  }

  private static void runsAsWanted(Session session, List<FakeProcess> processes) {
    assertThat(session.desired()).as("%s", session).isEqualTo(Desired.RUNNING);
    Map<String, Long> runningEpochs = new HashMap<>();
    for (FakeProcess process : processes) {
      assertThat(process.isRunning()).as("%s was released", process).isTrue();
      runningEpochs.merge(
          process.launch().worker().value(), process.epoch(), SimulationTest::twice);
    }
    for (Worker worker : session.workers()) {
      assertThat(worker.desired().goal()).as("%s", worker).isEqualTo(Goal.RUN);
      assertThat(worker.wasTried()).as("%s was tried", worker).isTrue();
      Long epoch = runningEpochs.remove(worker.id().value());
      if (worker.observed().state() == WorkerState.RUNNING) {
        assertThat(epoch).as("%s runs", worker).isEqualTo(worker.observed().epoch());
      } else {
        assertThat(epoch).as("%s does not run", worker).isNull();
        stoppedForAReason(session, worker);
      }
    }
    assertThat(runningEpochs).as("processes of no worker").isEmpty();
  }

  private static void stoppedForAReason(Session session, Worker worker) {
    assertThat(worker.observed().state()).isIn(WorkerState.EXITED, WorkerState.LOST);
    if (worker.observed().state() == WorkerState.LOST) {
      assertThat(session.status().conditions().isTrue(Condition.RESTART_LIMIT))
          .as("%s is lost and was not restarted", worker)
          .isTrue();
    }
  }

  private static Long twice(Long one, Long other) {
    throw new AssertionError("a worker has two processes, of epochs " + one + " and " + other);
  }

  private static void fencesNeverFall(List<Mutation> mutations) {
    Map<SessionId, Fence> highest = new HashMap<>();
    for (Mutation mutation : mutations) {
      Fence before = highest.getOrDefault(mutation.session(), Fence.NONE);
      assertThat(mutation.fence()).as("%s", mutation).isGreaterThanOrEqualTo(before);
      highest.put(mutation.session(), mutation.fence());
    }
  }

  /**
   * The moves that the journal tells of; each starts where the one before ended, and the table has
   * it.
   */
  private static Set<Move> moves(SimulatedWorld world, SessionId id) {
    Set<Move> moves = new HashSet<>();
    long seq = 0;
    SessionState state = SessionState.CREATED;
    for (SessionEvent event :
        world.journal.read(new EventCursor.OfSession(id, 0), Integer.MAX_VALUE)) {
      assertThat(event.seq()).as("sequence of %s", id).isEqualTo(++seq);
      if (event.change() instanceof SessionMoved moved) {
        assertThat(moved.from()).as("%s", moved).isEqualTo(state);
        moves.add(move(moved));
        state = moved.to();
      }
    }
    return moves;
  }

  private static Move move(SessionMoved moved) {
    return SessionLifecycle.MOVES.stream()
        .filter(move -> move.from() == moved.from() && move.to() == moved.to())
        .findFirst()
        .orElseThrow(() -> new AssertionError("the table has no " + moved));
  }

  private static void projectPositionsHaveNoHoles(SimulatedWorld world) {
    long position = 0;
    for (SessionEvent event :
        world.journal.read(new EventCursor.OfProject(ProjectId.DEFAULT, 0), Integer.MAX_VALUE)) {
      assertThat(event.position()).isEqualTo(++position);
    }
  }
}
