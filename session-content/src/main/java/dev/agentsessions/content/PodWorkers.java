package dev.agentsessions.content;

import static java.util.Objects.requireNonNull;

import com.google.inject.name.Named;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.worker.Signal;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerRuntime;
import dev.agentsessions.worker.WorkerSighting;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The session's processes, for its owner: run by this program's own runtime, in its workspace. */
final class PodWorkers implements WorkerRuntime {
  /** How the API is reached from here: an owner says how it is from where that runs. */
  private static final String API_URL = "SESSION_API_URL";

  private final ContentConfig config;
  private final FenceGate gate;
  private final OnlySession session;
  private final WorkerRuntime local;
  private final OutputSink output;

  @Inject
  PodWorkers(
      ContentConfig config,
      FenceGate gate,
      OnlySession session,
      @Named(SessionSpec.LOCAL) SessionRuntime local,
      OutputSink output) {
    this.config = requireNonNull(config, "config");
    this.gate = requireNonNull(gate, "gate");
    this.session = requireNonNull(session, "session");
    this.local = local.workers();
    this.output = requireNonNull(output, "output");
  }

  @Override
  public List<WorkerSighting> adopt(Place place) {
    return gate.pass(place.fence(), () -> local.adopt(session.place()));
  }

  @Override
  public List<WorkerSighting> observe(Place place) {
    return gate.pass(
        place.fence(),
        () -> {
          List<WorkerSighting> sightings = local.observe(session.place());
          session.seen(sightings);
          return sightings;
        });
  }

  @Override
  public WorkerSighting start(Place place, WorkerLaunch launch) {
    return gate.pass(
        place.fence(),
        () -> {
          WorkerSighting sighting = local.start(session.place(), here(launch));
          session.started(launch, sighting);
          return sighting;
        });
  }

  private WorkerLaunch here(WorkerLaunch launch) {
    Map<String, String> environment = new HashMap<>(launch.environment());
    environment.remove(API_URL);
    Optional.ofNullable(config.pty().hostEnvironment().get(API_URL))
        .ifPresent(url -> environment.put(API_URL, url));
    return new WorkerLaunch(
        launch.worker(),
        launch.epoch(),
        launch.command(),
        launch.directory(),
        environment,
        launch.size(),
        launch.token());
  }

  @Override
  public void stop(Place place, WorkerId worker) {
    pass(place, here -> local.stop(here, worker));
  }

  @Override
  public boolean signal(Place place, WorkerId worker, Signal signal) {
    return gate.pass(place.fence(), () -> local.signal(session.place(), worker, signal));
  }

  @Override
  public void input(Place place, WorkerId worker, long id, ByteBuffer bytes) {
    pass(place, here -> local.input(here, worker, id, bytes));
  }

  @Override
  public void resize(Place place, WorkerId worker, WindowSize size) {
    pass(place, here -> local.resize(here, worker, size));
  }

  @Override
  public void forgetOthers(Place place, Set<WorkerId> known) {
    pass(
        place,
        here -> {
          Set<WorkerId> kept = new HashSet<>(known);
          local.observe(here).stream()
              .filter(WorkerSighting::isRunning)
              .map(WorkerSighting::worker)
              .forEach(kept::add);
          // In this order: what could not be removed is known, and removed the next time.
          Set<WorkerId> others = session.others(kept);
          others.forEach(worker -> output.remove(here.worker(worker)));
          session.forget(others);
        });
  }

  @Override
  public void release(Place place, WorkerId worker, long epoch) {
    pass(place, here -> local.release(here, worker, epoch));
  }

  private void pass(Place place, Consumer<Place> call) {
    gate.pass(
        place.fence(),
        () -> {
          call.accept(session.place());
          return true;
        });
  }
}
