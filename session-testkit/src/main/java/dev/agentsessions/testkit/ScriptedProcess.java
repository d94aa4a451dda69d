package dev.agentsessions.testkit;

import static com.google.common.base.Preconditions.checkState;

import dev.agentsessions.output.OutputSink;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.Signal;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerRef;
import dev.agentsessions.worker.WorkerSighting;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One process that a test moves. Guarded by the lock of its runtime. */
final class ScriptedProcess implements FakeTerminal {
  private static final int NOT_FOUND = 127;
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;

  private final WorkerRef worker;
  private final WorkerLaunch launch;
  private final FakeProgram program;
  private final OutputSink output;
  private final Runnable onEnd;
  private final List<Signal> signals = new ArrayList<>();
  private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
  private Endpoint endpoint;
  private WindowSize size;
  private Optional<WorkerExit> exit = Optional.empty();
  private long printed;
  private boolean reads = true;
  private Activity activity = Activity.UNKNOWN;
  private boolean stopping;
  private int looksWhileStopping;

  ScriptedProcess(
      Place place, WorkerLaunch launch, FakeProgram program, OutputSink output, Runnable onEnd) {
    this.worker = place.worker(launch.worker());
    this.endpoint = place.endpoint();
    this.launch = launch;
    this.program = program;
    this.output = output;
    this.onEnd = onEnd;
    this.size = launch.size();
  }

  void start() {
    output.newEpoch(worker, launch.epoch(), size);
    program.started(this);
  }

  @Override
  public void print(String text) {
    print(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void print(ByteBuffer bytes) {
    checkState(isRunning(), "%s has ended and cannot print", worker);
    printed += bytes.remaining();
    output.append(worker, bytes.duplicate());
  }

  @Override
  public void stopReading() {
    reads = false;
  }

  @Override
  public void exit(int code) {
    end(WorkerExit.code(code, cause()));
  }

  @Override
  public void fail(String message) {
    print(message + "\r\n");
    end(
        new WorkerExit(
            OptionalInt.of(NOT_FOUND), OptionalInt.empty(), cause(), Optional.of(message)));
  }

  void kill(int signal) {
    end(WorkerExit.signal(signal, cause()));
  }

  void endUnseen() {
    end(WorkerExit.unseen(cause()));
  }

  void vanish() {
    if (isRunning()) {
      output.close(worker);
    }
  }

  /** Shows as running to so many looks more, then as ended. */
  void stop(int looks) {
    stopping = true;
    looksWhileStopping = looks;
    if (looks == 0) {
      kill(SIGTERM);
    }
  }

  WorkerSighting look() {
    if (isRunning() && stopping && looksWhileStopping-- == 0) {
      kill(SIGTERM);
    }
    return sighting();
  }

  WorkerSighting sighting() {
    return new WorkerSighting(launch.worker(), launch.epoch(), exit, activity, printed);
  }

  void seems(Activity activity) {
    this.activity = activity;
  }

  void signal(Signal signal) {
    signals.add(signal);
    if (signal == Signal.KILL) {
      kill(SIGKILL);
    }
  }

  /** Whether the queue had room; if not, nothing was typed. */
  boolean type(ByteBuffer bytes, int capacity) {
    if (!reads && unread.size() + bytes.remaining() > capacity) {
      return false;
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    typed.writeBytes(copy);
    unread.writeBytes(copy);
    readIfItReads();
    return true;
  }

  void readAgain() {
    reads = true;
    readIfItReads();
  }

  private void readIfItReads() {
    if (reads && unread.size() > 0 && isRunning()) {
      ByteBuffer bytes = ByteBuffer.wrap(unread.toByteArray());
      unread.reset();
      program.typed(this, bytes);
    }
  }

  void resize(WindowSize size) {
    this.size = size;
    output.resized(worker, size);
    program.resized(this, size);
  }

  void moveTo(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  boolean isAt(Endpoint place) {
    return endpoint.equals(place);
  }

  boolean isRunning() {
    return exit.isEmpty();
  }

  boolean isStopping() {
    return stopping;
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public WorkerLaunch launch() {
    return launch;
  }

  WorkerRef worker() {
    return worker;
  }

  long epoch() {
    return launch.epoch();
  }

  byte[] typed() {
    return typed.toByteArray();
  }

  FakeProcess snapshot() {
    return new FakeProcess(
        worker.session(), endpoint, launch, size, printed, signals, stopping, exit);
  }

  private void end(WorkerExit how) {
    checkState(isRunning(), "%s has ended already: %s", worker, exit);
    exit = Optional.of(how);
    output.close(worker);
    onEnd.run();
  }

  private Cause cause() {
    return stopping ? Cause.MANAGED : Cause.UNEXPECTED;
  }
}
