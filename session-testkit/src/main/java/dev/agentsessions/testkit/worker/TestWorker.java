package dev.agentsessions.testkit.worker;

import static org.awaitility.Awaitility.await;

import dev.agentsessions.host.Fence;
import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.identity.UlidGenerator;
import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.output.OutputCursor;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.time.MicrosecondClock;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.Signal;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerRef;
import dev.agentsessions.worker.WorkerRuntime;
import dev.agentsessions.worker.WorkerSighting;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;

/** A worker of one test's own in a session of its own. Safe from any thread. */
final class TestWorker {
  /** The longest a process may take for anything a contract awaits. */
  private static final Duration LONG = Duration.ofSeconds(30);

  private static final IdGenerator IDS = new UlidGenerator(MicrosecondClock.system());

  private final WorkerRuntime runtime;
  private final OutputLog output;
  private final Place place;
  private final WorkerId id = new WorkerId(IDS.next(WorkerId.PREFIX));

  TestWorker(RuntimeUnderTest test) {
    this(test, new SessionId(IDS.next(SessionId.PREFIX)));
  }

  private TestWorker(RuntimeUnderTest test, SessionId session) {
    runtime = test.runtime();
    output = test.output();
    place = new Place(session, test.endpoint(session), new Fence(3));
  }

  /** Another worker of the same session. */
  TestWorker sibling(RuntimeUnderTest test) {
    return new TestWorker(test, place.session());
  }

  Place place() {
    return place;
  }

  Place place(long fence) {
    return new Place(place.session(), place.endpoint(), new Fence(fence));
  }

  WorkerId id() {
    return id;
  }

  WorkerRef ref() {
    return place.worker(id);
  }

  WorkerLaunch launch(long epoch, List<String> command) {
    return new WorkerLaunch(id, epoch, command, Map.of(), WindowSize.DEFAULT);
  }

  WorkerSighting start(long epoch, List<String> command) {
    return runtime.start(place, launch(epoch, command));
  }

  /** Starts a command in epoch 1 that says when it is there. */
  TestWorker startReady(List<String> command) {
    start(1, command);
    awaitOutput("ready");
    return this;
  }

  void stop() {
    runtime.stop(place, id);
  }

  boolean signal(Signal signal) {
    return runtime.signal(place, id, signal);
  }

  void type(byte[] bytes) {
    runtime.input(place, id, ByteBuffer.wrap(bytes));
  }

  /** Types what is typed once. */
  void type(long number, byte[] bytes) {
    runtime.input(place, id, number, ByteBuffer.wrap(bytes));
  }

  void resize(int cols, int rows) {
    runtime.resize(place, id, new WindowSize(cols, rows));
  }

  void release(long epoch) {
    runtime.release(place, id, epoch);
  }

  /** What is seen of this worker, by epoch. */
  List<WorkerSighting> sightings() {
    return runtime.observe(place).stream()
        .filter(sighting -> sighting.worker().equals(id))
        .sorted((one, other) -> Long.compare(one.epoch(), other.epoch()))
        .toList();
  }

  boolean runs(long epoch) {
    return sightings().stream()
        .anyMatch(sighting -> sighting.epoch() == epoch && sighting.isRunning());
  }

  WorkerExit awaitExit(long epoch) {
    return patiently("the end of epoch " + epoch)
        .until(() -> exit(epoch), Optional::isPresent)
        .orElseThrow();
  }

  private Optional<WorkerExit> exit(long epoch) {
    return sightings().stream()
        .filter(sighting -> sighting.epoch() == epoch)
        .findFirst()
        .flatMap(WorkerSighting::exit);
  }

  void awaitOutput(String text) {
    patiently("output: " + text).until(this::text, printed -> printed.contains(text));
  }

  void awaitPrinted(int length) {
    patiently(length + " bytes of output").until(() -> printed().length >= length);
  }

  private static ConditionFactory patiently(String what) {
    return await(what).atMost(LONG).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
  }

  String text() {
    return new String(printed(), StandardCharsets.UTF_8);
  }

  /** All that the newest epoch printed. */
  byte[] printed() {
    OutputBounds bounds = output.bounds(ref());
    ByteBuffer all = ByteBuffer.allocate((int) bounds.end());
    if (bounds.epoch() > 0) {
      output.read(new OutputCursor(ref(), bounds.epoch(), 0), all);
    }
    byte[] bytes = new byte[all.flip().remaining()];
    all.get(bytes);
    return bytes;
  }
}
