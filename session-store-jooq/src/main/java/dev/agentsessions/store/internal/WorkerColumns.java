package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.WORKER;

import dev.agentsessions.json.StoredJson;
import dev.agentsessions.worker.Worker;

/**
 * Where each column of a worker's row comes from, by who writes it. {@link WorkerRows} reads them
 * back.
 */
final class WorkerColumns {
  /** Written once. */
  static final Columns<Worker> IDENTITY =
      Columns.<Worker>none()
          .and(WORKER.ID, worker -> worker.id().value())
          .and(WORKER.CREATED_AT, Worker::createdAt);

  /** Written by intents. */
  static final Columns<Worker> WANTED =
      Columns.<Worker>none()
          .and(WORKER.NAME, Worker::name)
          .and(WORKER.KIND, worker -> StoredJson.write(worker.kind()))
          .and(WORKER.WINDOW_COLS, worker -> worker.size().cols())
          .and(WORKER.WINDOW_ROWS, worker -> worker.size().rows())
          .and(WORKER.DESIRED, worker -> worker.desired().goal().name())
          .and(WORKER.DESIRED_EPOCH, worker -> worker.desired().epoch());

  /** Written by observations. */
  static final Columns<Worker> SEEN =
      Columns.<Worker>none()
          .and(WORKER.STATE, worker -> worker.observed().state().name())
          .and(WORKER.EPOCH, worker -> worker.observed().epoch())
          .and(WORKER.EXIT, worker -> worker.observed().exit().map(StoredJson::write).orElse(null))
          .and(WORKER.ACTIVITY, worker -> worker.observed().activity().name());

  /** Everything but the session it is in. */
  static final Columns<Worker> ALL = IDENTITY.and(WANTED).and(SEEN);

  private WorkerColumns() {}
}
