package dev.agentsessions.pty;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.Fence;
import dev.agentsessions.pty.keeper.Keeper;
import dev.agentsessions.pty.keeper.KeeperException;
import dev.agentsessions.pty.keeper.SpawnSpec;
import dev.agentsessions.pty.keeper.TerminalSignal;
import dev.agentsessions.pty.keeper.TerminalSize;
import dev.agentsessions.pty.log.WorkerKey;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.Signal;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerRuntime;
import dev.agentsessions.worker.WorkerSighting;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Runs workers in directories of this machine, on terminals that a {@link Keeper} keeps. */
final class KeeperWorkerRuntime implements WorkerRuntime {
  private static final int MAX_INPUT = 1 << 20;

  private final LocalTerminals terminals;
  private final WorkerEnvironment environment;
  private final TokenFiles tokens;

  @Inject
  KeeperWorkerRuntime(LocalTerminals terminals, WorkerEnvironment environment, TokenFiles tokens) {
    this.terminals = requireNonNull(terminals, "terminals");
    this.environment = requireNonNull(environment, "environment");
    this.tokens = requireNonNull(tokens, "tokens");
  }

  /** The keeper takes the fence of any call, so that looking is enough to take over. */
  @Override
  public List<WorkerSighting> adopt(Place place) {
    return observe(place);
  }

  @Override
  public List<WorkerSighting> observe(Place place) {
    return call(
        place,
        keeper ->
            keeper.list(place.session().value(), place.fence().value()).stream()
                .map(StatusMapping::sighting)
                .toList());
  }

  @Override
  public WorkerSighting start(Place place, WorkerLaunch launch) {
    SpawnSpec spec =
        new SpawnSpec(
            key(place, launch.worker()),
            launch.epoch(),
            launch.command().isEmpty() ? environment.loginShell() : launch.command(),
            variables(place, launch),
            Path.of(launch.directory().orElse(place.endpoint().directory())),
            size(launch.size()));
    return call(place, keeper -> StatusMapping.sighting(keeper.spawn(spec, place.fence().value())));
  }

  /** A start that is repeated leaves the newer token to the process that runs already. */
  private Map<String, String> variables(Place place, WorkerLaunch launch) {
    Map<String, String> variables = environment.with(launch.environment());
    launch
        .token()
        .map(token -> tokens.write(place.worker(launch.worker()), launch.epoch(), token))
        .ifPresent(file -> variables.put(WorkerLaunch.TOKEN_FILE, file.toString()));
    return variables;
  }

  @Override
  public void stop(Place place, WorkerId worker) {
    run(place, (keeper, fence) -> keeper.stop(key(place, worker), fence));
  }

  @Override
  public boolean signal(Place place, WorkerId worker, Signal signal) {
    TerminalSignal sent = TerminalSignal.valueOf(signal.name());
    return call(place, keeper -> keeper.signal(key(place, worker), place.fence().value(), sent));
  }

  @Override
  public void input(Place place, WorkerId worker, long id, ByteBuffer bytes) {
    if (bytes.remaining() > MAX_INPUT) {
      throw new SessionException.TooLarge("input", bytes.remaining(), MAX_INPUT);
    }
    byte[] typed = new byte[bytes.remaining()];
    bytes.duplicate().get(typed);
    run(place, (keeper, fence) -> keeper.input(key(place, worker), fence, id, typed));
  }

  @Override
  public void resize(Place place, WorkerId worker, WindowSize size) {
    run(place, (keeper, fence) -> keeper.resize(key(place, worker), fence, size(size)));
  }

  @Override
  public void release(Place place, WorkerId worker, long epoch) {
    run(place, (keeper, fence) -> keeper.release(key(place, worker), fence, epoch));
    tokens.remove(place.worker(worker), epoch);
  }

  private static WorkerKey key(Place place, WorkerId worker) {
    return DiskOutputLog.key(place.worker(worker));
  }

  private static TerminalSize size(WindowSize size) {
    return new TerminalSize(size.cols(), size.rows());
  }

  private void run(Place place, BiConsumer<Keeper, Long> action) {
    call(
        place,
        keeper -> {
          action.accept(keeper, place.fence().value());
          return true;
        });
  }

  private <T> T call(Place place, Function<Keeper, T> question) {
    Keeper keeper = terminals.keeper();
    try {
      return question.apply(keeper);
    } catch (KeeperException e) {
      throw translated(place, e);
    }
  }

  private static SessionException translated(Place place, KeeperException e) {
    return switch (e) {
      case KeeperException.StaleFence stale ->
          new SessionException.StaleFence(
              place.session(), place.fence(), new Fence(stale.highest()));
      case KeeperException.NotRunning notRunning ->
          new SessionException.NotFound("a running process: " + notRunning.getMessage());
      case KeeperException.AlreadyThere there ->
          new SessionException.WrongPhase(
              SessionState.ACTIVE, "a second process", there.getMessage() + ": stop it first");
      case KeeperException.InputFull full ->
          new SessionException.LimitReached("input queue", full.limit());
      case KeeperException.Closing closing ->
          new SessionException.Unavailable("terminals of a host that closes", closing);
      case KeeperException.Failed failed ->
          new SessionException.Unavailable("terminals: " + failed.getMessage(), failed);
    };
  }
}
