package dev.agentsessions.testkit.output;

import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.identity.UlidGenerator;
import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.output.OutputCursor;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputRange;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.time.MicrosecondClock;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerRef;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A worker of one test's own. Prints from one thread; the rest is safe from any. */
final class PrintingWorker {
  private static final IdGenerator IDS = new UlidGenerator(MicrosecondClock.system());

  private final OutputLog log;
  private final OutputSink sink;
  private final WorkerRef ref =
      new WorkerRef(
          new SessionId(IDS.next(SessionId.PREFIX)), new WorkerId(IDS.next(WorkerId.PREFIX)));

  PrintingWorker(OutputPorts ports) {
    log = ports.log();
    sink = ports.sink();
  }

  /** One whose first epoch is open. */
  static PrintingWorker started(OutputPorts ports) {
    var worker = new PrintingWorker(ports);
    worker.start(1);
    return worker;
  }

  /** One that printed this and ended. */
  static PrintingWorker ended(OutputPorts ports, String text) {
    PrintingWorker worker = started(ports);
    worker.print(text);
    worker.end();
    return worker;
  }

  WorkerRef ref() {
    return ref;
  }

  void start(long epoch) {
    sink.newEpoch(ref, epoch, WindowSize.DEFAULT);
  }

  void print(String text) {
    print(text.getBytes(StandardCharsets.UTF_8));
  }

  void print(byte[] bytes) {
    sink.append(ref, ByteBuffer.wrap(bytes));
  }

  void end() {
    sink.close(ref);
  }

  OutputBounds bounds() {
    return log.bounds(ref);
  }

  OutputBounds bounds(long epoch) {
    return log.bounds(ref, epoch);
  }

  long kept() {
    return log.kept(ref);
  }

  OutputCursor at(long epoch, long offset) {
    return new OutputCursor(ref, epoch, offset);
  }

  /** What is read forward in one call. */
  byte[] read(long epoch, long offset, int max) {
    ByteBuffer into = ByteBuffer.allocate(max);
    log.read(at(epoch, offset), into);
    byte[] read = new byte[into.flip().remaining()];
    into.get(read);
    return read;
  }

  /** All of an epoch, read in pieces. */
  byte[] readAll(long epoch, int piece) {
    OutputBounds bounds = log.bounds(ref, epoch);
    ByteBuffer all = ByteBuffer.allocate((int) (bounds.end() - bounds.base()));
    byte[] read = read(epoch, bounds.base(), piece);
    while (read.length > 0) {
      all.put(read);
      read = read(epoch, bounds.base() + all.position(), piece);
    }
    byte[] bytes = new byte[all.flip().remaining()];
    all.get(bytes);
    return bytes;
  }

  String text(long epoch) {
    return new String(readAll(epoch, 4096), StandardCharsets.UTF_8);
  }

  OutputRange backward(long before, int max) {
    return backward(1, before, max);
  }

  OutputRange backward(long epoch, long before, int max) {
    return log.readBackward(at(epoch, before), max);
  }

  static String text(OutputRange range) {
    return StandardCharsets.UTF_8.decode(range.bytes().duplicate()).toString();
  }
}
