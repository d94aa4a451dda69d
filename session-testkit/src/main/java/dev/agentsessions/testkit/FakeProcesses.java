package dev.agentsessions.testkit;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerRef;
import dev.agentsessions.worker.WorkerRuntime;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The processes behind a {@link FakeWorkerRuntime}, for a test to move and to ask about. They live
 * at an endpoint, so one call makes them move or vanish with their environment. Nothing happens by
 * itself, not even time: a process that stops counts how often it is looked at. Safe from any
 * thread.
 *
 * <p>Methods that take a worker mean its newest process, wherever it is, and fail when there is
 * none.
 */
public final class FakeProcesses {
  private final ReentrantLock lock = new ReentrantLock(); // guards all that follows
  private final Condition someEnded = lock.newCondition();
  private final Map<SessionId, List<ScriptedProcess>> processes = new LinkedHashMap<>();
  private final Set<SessionId> ended = new LinkedHashSet<>();
  private final Map<String, FakeProgram> programs = new HashMap<>();
  private final Deque<FakeProgram> nextPrograms = new ArrayDeque<>();
  private final Set<Endpoint> closed = new HashSet<>();
  private final Map<WorkerRef, Long> lastInputs = new HashMap<>();
  private int looksWhileStopping;

  FakeProcesses() {}

  /**
   * What a command does from now on, by its first word; the login shell, which has none, goes by
   * the empty name. Commands without a program run on.
   */
  public void install(String name, FakeProgram program) {
    locked(
        () -> {
          programs.put(name, program);
        });
  }

  /** What the next process does, whatever its command. Several calls queue up. */
  public void nextRuns(FakeProgram program) {
    locked(
        () -> {
          nextPrograms.add(program);
        });
  }

  /** The next process cannot be run: it ends at once with 127 and this message. */
  public void failNextStart(String message) {
    nextRuns(FakeProgram.unrunnable(message));
  }

  /**
   * How slowly processes stop from now on.
   *
   * @param looks so many observes or ticks still see it run; 0: it ends within the call
   */
  public void stopTakes(int looks) {
    checkArgument(looks >= 0, "looks: %s", looks);
    locked(
        () -> {
          looksWhileStopping = looks;
        });
  }

  /** Looks at every process once. */
  public void tick() {
    locked(() -> all().forEach(ScriptedProcess::look));
  }

  public void print(WorkerRef worker, String text) {
    script(worker, process -> process.print(text));
  }

  public void print(WorkerRef worker, byte[] bytes) {
    script(worker, process -> process.print(ByteBuffer.wrap(bytes)));
  }

  /** It ends by itself, or, when it was asked to stop, by that. */
  public void exit(WorkerRef worker, int code) {
    script(worker, process -> process.exit(code));
  }

  /** Its runtime ends it because its host closes, whoever owns its session. */
  public void stop(WorkerRef worker) {
    script(worker, process -> process.stop(looksWhileStopping));
  }

  /** From now on it is seen to do this, while it runs. */
  public void seems(WorkerRef worker, Activity activity) {
    script(worker, process -> process.seems(activity));
  }

  /**
   * Something outside kills it.
   *
   * @param signal its number
   */
  public void kill(WorkerRef worker, int signal) {
    script(worker, process -> process.kill(signal));
  }

  /** It ends, and somebody else takes its status: its runtime knows no more than that. */
  public void endUnseen(WorkerRef worker) {
    script(worker, ScriptedProcess::endUnseen);
  }

  /** From now on it leaves in the queue what is typed. */
  public void stopReading(WorkerRef worker) {
    script(worker, ScriptedProcess::stopReading);
  }

  public void readAgain(WorkerRef worker) {
    script(worker, ScriptedProcess::readAgain);
  }

  /** It is gone and nobody saw how: no exit, and nothing left to release. */
  public void lose(WorkerRef worker) {
    script(worker, process -> forget(process::equals));
  }

  /**
   * Every process there is gone, also those that ended and were not released, and what was typed
   * into them is not known any more.
   */
  public void lose(Endpoint endpoint) {
    locked(
        () -> {
          all()
              .filter(process -> process.isAt(endpoint))
              .forEach(process -> lastInputs.remove(process.worker()));
          forget(process -> process.isAt(endpoint));
        });
  }

  /** Nothing answers there any more, and every process there is gone: a late call finds nobody. */
  public void close(Endpoint endpoint) {
    locked(
        () -> {
          closed.add(endpoint);
          lose(endpoint);
        });
  }

  /** Every process there goes on elsewhere. */
  public void move(Endpoint from, Endpoint to) {
    locked(
        () -> all().filter(process -> process.isAt(from)).forEach(process -> process.moveTo(to)));
  }

  public List<FakeProcess> running() {
    return list(ScriptedProcess::isRunning);
  }

  /** Every process that was not released, those that run too. What is left at the end leaked. */
  public List<FakeProcess> kept() {
    return list(process -> true);
  }

  /** The newest process of a worker that was not released. */
  public Optional<FakeProcess> find(WorkerRef worker) {
    return locked(() -> newest(worker).map(ScriptedProcess::snapshot));
  }

  /** All that was typed into it, whether it read it or not. */
  public byte[] typed(WorkerRef worker) {
    return locked(() -> existing(worker).typed());
  }

  /** Does something in one step. A lock is held: it neither waits nor calls what waits. */
  <T> T locked(Supplier<T> step) {
    lock.lock();
    try {
      return step.get();
    } finally {
      lock.unlock();
    }
  }

  void locked(Runnable step) {
    locked(
        () -> {
          step.run();
          return true;
        });
  }

  Set<SessionId> awaitEnded(Duration wait) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = wait.toNanos();
      while (ended.isEmpty() && left > 0) {
        left = someEnded.awaitNanos(left);
      }
      Set<SessionId> answer = new LinkedHashSet<>(ended);
      ended.clear();
      return answer;
    } finally {
      lock.unlock();
    }
  }

  void noteEnd(SessionId session) {
    ended.add(session);
    someEnded.signalAll();
  }

  void add(SessionId session, ScriptedProcess process) {
    processes.computeIfAbsent(session, any -> new ArrayList<>()).add(process);
  }

  Stream<ScriptedProcess> at(SessionId session, Endpoint endpoint) {
    return processes.getOrDefault(session, List.of()).stream()
        .filter(process -> process.isAt(endpoint));
  }

  boolean isClosed(Endpoint endpoint) {
    return closed.contains(endpoint);
  }

  /** Whether input with this id was typed before. */
  boolean isTyped(WorkerRef worker, long id) {
    return id != WorkerRuntime.UNNUMBERED
        && id <= lastInputs.getOrDefault(worker, WorkerRuntime.UNNUMBERED);
  }

  /** Input with this id is typed now. */
  void type(WorkerRef worker, long id) {
    if (id != WorkerRuntime.UNNUMBERED) {
      lastInputs.put(worker, id);
    }
  }

  FakeProgram programOf(WorkerLaunch launch) {
    FakeProgram next = nextPrograms.poll();
    if (next != null) {
      return next;
    }
    String name = launch.command().isEmpty() ? "" : launch.command().getFirst();
    return programs.getOrDefault(name, FakeProgram.RUNS_FOREVER);
  }

  int looksWhileStopping() {
    return looksWhileStopping;
  }

  void forget(Predicate<ScriptedProcess> which) {
    all().filter(which).forEach(ScriptedProcess::vanish);
    processes.values().forEach(list -> list.removeIf(which));
    processes.values().removeIf(List::isEmpty);
  }

  private void script(WorkerRef worker, Consumer<ScriptedProcess> event) {
    locked(() -> event.accept(existing(worker)));
  }

  private ScriptedProcess existing(WorkerRef worker) {
    return newest(worker)
        .orElseThrow(() -> new IllegalStateException("there is no process of " + worker));
  }

  private Optional<ScriptedProcess> newest(WorkerRef worker) {
    return processes.getOrDefault(worker.session(), List.of()).stream()
        .filter(process -> process.launch().worker().equals(worker.worker()))
        .reduce((earlier, later) -> later);
  }

  private List<FakeProcess> list(Predicate<ScriptedProcess> which) {
    return locked(() -> all().filter(which).map(ScriptedProcess::snapshot).toList());
  }

  private Stream<ScriptedProcess> all() {
    return processes.values().stream().flatMap(List::stream);
  }
}
