package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.WORKER;

import dev.agentsessions.json.StoredJson;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerState;
import java.sql.SQLException;

/** A worker from the row that {@link WorkerColumns} wrote. */
final class WorkerRows {
  private WorkerRows() {}

  static Worker worker(Rows rows) throws SQLException {
    return new Worker(
        new WorkerId(rows.get(WORKER.ID)),
        rows.get(WORKER.NAME),
        StoredJson.readWorkerKind(rows.get(WORKER.KIND)),
        new WindowSize(rows.get(WORKER.WINDOW_COLS), rows.get(WORKER.WINDOW_ROWS)),
        rows.get(WORKER.CREATED_AT),
        new WorkerDesired(
            WorkerDesired.Goal.valueOf(rows.get(WORKER.DESIRED)), rows.get(WORKER.DESIRED_EPOCH)),
        new WorkerObserved(
            WorkerState.valueOf(rows.get(WORKER.STATE)),
            rows.get(WORKER.EPOCH),
            rows.find(WORKER.EXIT).map(StoredJson::readWorkerExit),
            Activity.valueOf(rows.get(WORKER.ACTIVITY))));
  }
}
