package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.WorkerKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The id of the input that each worker was typed last, over all its epochs. Kept for good, some
 * hundred bytes a worker: an id that were forgotten would let a prompt be typed twice. Safe for
 * many threads; of one worker's calls one at a time.
 */
final class InputIds {
  private final ConcurrentMap<WorkerKey, Long> last = new ConcurrentHashMap<>();

  /** Whether input with this id was typed before. */
  boolean isTyped(WorkerKey worker, long id) {
    return id != Keeper.UNNUMBERED && id <= last.getOrDefault(worker, Keeper.UNNUMBERED);
  }

  /** Input with this id is typed now. */
  void type(WorkerKey worker, long id) {
    if (id != Keeper.UNNUMBERED) {
      last.put(worker, id);
    }
  }
}
