package dev.agentsessions.k8s.environment;

import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.Signal;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerRuntime;
import dev.agentsessions.worker.WorkerSighting;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * For hosts that reach no content service: what runs in a pod is its runner alone. A worker that is
 * to be started there has failed, and says why.
 */
final class NoPodWorkers implements WorkerRuntime {
  private static final String PROBLEM = "this host starts no workers in pods";

  @Override
  public List<WorkerSighting> adopt(Place place) {
    return List.of();
  }

  @Override
  public List<WorkerSighting> observe(Place place) {
    return List.of();
  }

  @Override
  public WorkerSighting start(Place place, WorkerLaunch launch) {
    return new WorkerSighting(
        launch.worker(), launch.epoch(), Optional.of(WorkerExit.failed(PROBLEM)), 0);
  }

  @Override
  public void stop(Place place, WorkerId worker) {}

  @Override
  public boolean signal(Place place, WorkerId worker, Signal signal) {
    return false;
  }

  @Override
  public void input(Place place, WorkerId worker, long id, ByteBuffer bytes) {
    throw new SessionException.NotFound("a process of " + worker + ": " + PROBLEM);
  }

  @Override
  public void resize(Place place, WorkerId worker, WindowSize size) {}

  @Override
  public void release(Place place, WorkerId worker, long epoch) {}
}
