package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.TerminalOpening.Place;
import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.output.OutputCursor;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerRef;
import java.util.Optional;

/**
 * Where a viewer begins: where it was if that is still kept, else with the recent output, from a
 * line's start.
 *
 * @param bounds of the epoch; empty when it is yet to come
 * @param from within them
 */
record TerminalPlace(OutputBounds bounds, long from) {
  private static final int RECENT = 256 << 10;

  TerminalPlace {
    requireNonNull(bounds, "bounds");
  }

  static TerminalPlace of(OutputLog log, WorkerRef ref, Worker worker, Optional<Place> wanted) {
    OutputBounds newest = log.bounds(ref);
    if (newest.epoch() == 0) {
      return new TerminalPlace(new OutputBounds(worker.desired().epoch(), 0, 0, true), 0);
    }
    return new TerminalPlace(
        newest,
        wanted
            .filter(place -> place.epoch() == newest.epoch() && place.offset() <= newest.end())
            .map(place -> Math.max(place.offset(), newest.base()))
            .orElseGet(() -> recent(log, ref, newest)));
  }

  private static long recent(OutputLog log, WorkerRef ref, OutputBounds bounds) {
    if (bounds.end() - bounds.base() <= RECENT) {
      return bounds.base();
    }
    return log.readBackward(new OutputCursor(ref, bounds.epoch(), bounds.end()), RECENT).from();
  }
}
