package dev.agentsessions.reconcile;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.worker.Signal;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerRuntime;
import dev.agentsessions.worker.WorkerSighting;
import dev.agentsessions.workspace.EnvironmentState;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.Retention;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Stands in for a runtime that this host does not offer: its sessions fail with that reason, and
 * nothing ever runs in it. Hosts of one store offer the same runtimes.
 */
final class AbsentRuntime implements Environments, WorkerRuntime {
  private final String problem;

  private AbsentRuntime(String name) {
    this.problem = "no runtime " + name + " on this host";
  }

  static SessionRuntime named(String name) {
    var absent = new AbsentRuntime(name);
    return new SessionRuntime(absent, absent, Optional.empty());
  }

  @Override
  public EnvironmentState ensure(Session session, Fence fence) {
    return new EnvironmentState.Failed(Reason.SPAWN_FAILED, problem);
  }

  @Override
  public EnvironmentState observe(Session session, Fence fence) {
    return new EnvironmentState.Gone(Reason.SPAWN_FAILED, problem);
  }

  @Override
  public Release release(Session session, Fence fence, Retention retention) {
    return Release.DONE;
  }

  @Override
  public List<WorkerSighting> adopt(Place place) {
    throw unavailable();
  }

  @Override
  public List<WorkerSighting> observe(Place place) {
    throw unavailable();
  }

  @Override
  public WorkerSighting start(Place place, WorkerLaunch launch) {
    throw unavailable();
  }

  @Override
  public void stop(Place place, WorkerId worker) {
    throw unavailable();
  }

  @Override
  public boolean signal(Place place, WorkerId worker, Signal signal) {
    throw unavailable();
  }

  @Override
  public void input(Place place, WorkerId worker, long id, ByteBuffer bytes) {
    throw unavailable();
  }

  @Override
  public void resize(Place place, WorkerId worker, WindowSize size) {
    throw unavailable();
  }

  @Override
  public void release(Place place, WorkerId worker, long epoch) {
    throw unavailable();
  }

  private SessionException unavailable() {
    return new SessionException.Unavailable(problem, null);
  }
}
