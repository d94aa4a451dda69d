package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.output.OutputCursor;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerRef;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Copies what a worker's newest process prints, from its first byte to its last. One thread. */
final class OutputCopy {
  private static final int CHUNK = 64 * 1024;
  private static final Duration LONG = Duration.ofMinutes(1);

  private final WorkerRef ref;
  private final SessionStore store;
  private final EventJournal journal;
  private final OutputLog log;

  OutputCopy(WorkerRef ref, SessionStore store, EventJournal journal, OutputLog log) {
    this.ref = requireNonNull(ref, "ref");
    this.store = requireNonNull(store, "store");
    this.journal = requireNonNull(journal, "journal");
    this.log = requireNonNull(log, "log");
  }

  /** Copies the newest process wanted. */
  void to(OutputStream out) throws IOException, InterruptedException {
    OptionalLong started = awaitStart();
    if (started.isPresent()) {
      copy(new OutputCursor(ref, started.getAsLong(), 0), out);
    }
  }

  private void copy(OutputCursor start, OutputStream out) throws IOException, InterruptedException {
    OutputCursor next = start;
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    while (true) {
      // Asked before the read: the log of a process that has ended then has all that it printed.
      OutputBounds bounds = log.bounds(ref, start.epoch());
      next = next.at(Math.max(next.offset(), bounds.base()));
      int read = log.read(next, chunk.clear());
      if (read > 0) {
        out.write(chunk.array(), 0, read);
        out.flush();
        next = next.at(next.offset() + read);
      } else if (bounds.open()) {
        log.awaitMore(next, LONG);
      } else {
        return;
      }
    }
  }

  /**
   * @return the epoch of the process; nothing if none will start
   */
  private OptionalLong awaitStart() throws InterruptedException {
    while (true) {
      EventCursor seen = journal.end(new EventCursor.OfSession(ref.session(), 0));
      Optional<Session> session = store.find(ref.session()).filter(found -> !found.isDeleted());
      Optional<Worker> worker = session.flatMap(found -> found.worker(ref.worker()));
      if (worker.isPresent() && worker.get().wasTried()) {
        return OptionalLong.of(worker.get().observed().epoch());
      }
      if (worker.isEmpty() || session.get().state().isResting()) {
        return OptionalLong.empty();
      }
      journal.awaitMore(seen, LONG);
    }
  }
}
