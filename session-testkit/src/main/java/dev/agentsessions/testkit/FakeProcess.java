package dev.agentsessions.testkit;

import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.worker.Signal;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerRef;
import java.util.List;
import java.util.Optional;

/**
 * A process of a {@link FakeWorkerRuntime} as it was when a test asked.
 *
 * @param size as last told
 * @param printed bytes
 * @param signals as sent, first to last
 * @param stopping whether it was asked to stop
 * @param exit present once it ended
 */
public record FakeProcess(
    SessionId session,
    Endpoint endpoint,
    WorkerLaunch launch,
    WindowSize size,
    long printed,
    List<Signal> signals,
    boolean stopping,
    Optional<WorkerExit> exit) {
  public FakeProcess {
    signals = List.copyOf(signals);
  }

  public WorkerRef worker() {
    return new WorkerRef(session, launch.worker());
  }

  public long epoch() {
    return launch.epoch();
  }

  public boolean isRunning() {
    return exit.isEmpty();
  }
}
