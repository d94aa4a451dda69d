package dev.agentsessions.testkit;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.output.OutputSink;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.Signal;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerChanges;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerRuntime;
import dev.agentsessions.worker.WorkerSighting;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Runs {@link FakeProcesses}, which a test moves. Keeps every promise of the port, checks fences,
 * and remembers what it did until it is collected itself. Safe from any thread.
 */
public final class FakeWorkerRuntime implements WorkerRuntime, WorkerChanges {
  /** Bytes that wait for a process that does not read. */
  public static final int INPUT_CAPACITY = 256 * 1024;

  private static final int MAX_INPUT = 1024 * 1024;

  private final OutputSink output;
  private final FakeProcesses processes = new FakeProcesses();
  private final Gate gate = new Gate("the fake runtime");

  /** Its output goes nowhere. */
  public FakeWorkerRuntime() {
    this(DiscardedOutput.INSTANCE);
  }

  /**
   * @param output written with a lock held, so that bytes keep their order
   */
  public FakeWorkerRuntime(OutputSink output) {
    this.output = requireNonNull(output, "output");
  }

  /** The processes to move and to ask about. */
  public FakeProcesses processes() {
    return processes;
  }

  /** False: refuses every call from now on. */
  public void setAvailable(boolean available) {
    gate.setAvailable(available);
  }

  /** Refuses the next calls, whoever makes them. */
  public void refuse(int calls) {
    gate.refuse(calls);
  }

  /** Everything done so far, first to last. */
  public List<Mutation> mutations() {
    return gate.mutations();
  }

  @Override
  public List<WorkerSighting> adopt(Place place) {
    return entered(
        place,
        () -> {
          gate.note(place.session(), place.fence(), "adopt");
          return look(place);
        });
  }

  @Override
  public List<WorkerSighting> observe(Place place) {
    return entered(place, () -> look(place));
  }

  @Override
  public WorkerSighting start(Place place, WorkerLaunch launch) {
    return entered(
        place,
        () ->
            at(place, launch.worker())
                .filter(process -> process.epoch() == launch.epoch())
                .findFirst()
                .orElseGet(() -> startAnew(place, launch))
                .sighting());
  }

  @Override
  public void stop(Place place, WorkerId worker) {
    onRunning(
        place,
        worker,
        process -> {
          if (!process.isStopping()) {
            note(place, process, "stop");
            process.stop(processes.looksWhileStopping());
          }
        });
  }

  @Override
  public boolean signal(Place place, WorkerId worker, Signal signal) {
    return onRunning(
        place,
        worker,
        process -> {
          note(place, process, "signal " + signal);
          process.signal(signal);
        });
  }

  @Override
  public void input(Place place, WorkerId worker, long id, ByteBuffer bytes) {
    int length = bytes.remaining();
    if (length > MAX_INPUT) {
      throw new SessionException.TooLarge("input", length, MAX_INPUT);
    }
    boolean found =
        onRunning(
            place,
            worker,
            process -> {
              if (processes.isTyped(process.worker(), id)) {
                return;
              }
              if (!process.type(bytes, INPUT_CAPACITY)) {
                throw new SessionException.LimitReached("input queue", INPUT_CAPACITY);
              }
              processes.type(process.worker(), id);
              note(place, process, "input of " + length + " bytes");
            });
    if (!found) {
      throw new SessionException.NotFound("running process of " + worker);
    }
  }

  @Override
  public void resize(Place place, WorkerId worker, WindowSize size) {
    onRunning(
        place,
        worker,
        process -> {
          note(place, process, "resize to " + size.cols() + "x" + size.rows());
          process.resize(size);
        });
  }

  @Override
  public void release(Place place, WorkerId worker, long epoch) {
    entered(
        place,
        () -> {
          List<ScriptedProcess> ended =
              at(place, worker)
                  .filter(process -> process.epoch() == epoch && !process.isRunning())
                  .toList();
          ended.forEach(process -> note(place, process, "release"));
          processes.forget(ended::contains);
          return ended;
        });
  }

  @Override
  public Set<SessionId> await(Duration wait) throws InterruptedException {
    return processes.awaitEnded(wait);
  }

  private ScriptedProcess startAnew(Place place, WorkerLaunch launch) {
    if (at(place, launch.worker()).anyMatch(ScriptedProcess::isRunning)) {
      throw new SessionException.WrongPhase(
          SessionState.ACTIVE, "a second process of " + launch.worker(), "stop the first");
    }
    SessionId session = place.session();
    var process =
        new ScriptedProcess(
            place, launch, processes.programOf(launch), output, () -> processes.noteEnd(session));
    process.start();
    processes.add(session, process);
    note(place, process, "start");
    return process;
  }

  private List<WorkerSighting> look(Place place) {
    return processes.at(place.session(), place.endpoint()).map(ScriptedProcess::look).toList();
  }

  private boolean onRunning(Place place, WorkerId worker, Consumer<ScriptedProcess> event) {
    return entered(
        place,
        () -> {
          List<ScriptedProcess> running =
              at(place, worker).filter(ScriptedProcess::isRunning).toList();
          running.forEach(event);
          return !running.isEmpty();
        });
  }

  private Stream<ScriptedProcess> at(Place place, WorkerId worker) {
    return processes
        .at(place.session(), place.endpoint())
        .filter(process -> process.launch().worker().equals(worker));
  }

  private void note(Place place, ScriptedProcess process, String what) {
    gate.note(
        place.session(),
        place.fence(),
        what + " " + process.launch().worker() + " epoch " + process.epoch());
  }

  private <T> T entered(Place place, Supplier<T> call) {
    return processes.locked(
        () -> {
          gate.enter(place.session(), place.fence());
          if (processes.isClosed(place.endpoint())) {
            throw new SessionException.Unavailable("nothing answers at " + place.endpoint(), null);
          }
          return call.get();
        });
  }
}
