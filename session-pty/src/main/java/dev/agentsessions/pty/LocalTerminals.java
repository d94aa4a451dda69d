package dev.agentsessions.pty;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.HostPart;
import dev.agentsessions.pty.keeper.Keeper;
import dev.agentsessions.pty.keeper.PtyKeeper;
import dev.agentsessions.pty.log.DiskLogs;
import dev.agentsessions.pty.log.Doorbell;
import dev.agentsessions.pty.pty4j.Pty4j;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.time.Ticker;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keeper and the logs of a host, from its start to its end. Safe from any thread. */
final class LocalTerminals implements HostPart {
  private record Started(DiskLogs logs, Keeper keeper) {}

  private final PtyConfig config;
  private final InstantSource clock;
  private final Ticker ticker;
  private final Doorbell starting = new Doorbell();
  private volatile @Nullable Started started;

  @Inject
  LocalTerminals(PtyConfig config, InstantSource clock, Ticker ticker) {
    this.config = requireNonNull(config, "config");
    this.clock = requireNonNull(clock, "clock");
    this.ticker = requireNonNull(ticker, "ticker");
  }

  /**
   * Starts the threads that read terminals and sync output.
   *
   * @throws SessionException.Unavailable if the system lacks something
   */
  @Override
  public void start() {
    DiskLogs logs = new DiskLogs(config.logs(), clock, () -> ticker.now().toNanos());
    try {
      started = new Started(logs, keeper(logs));
    } catch (IOException e) {
      logs.close();
      throw new SessionException.Unavailable("no terminals here", e);
    } catch (RuntimeException e) {
      logs.close();
      throw e;
    }
    starting.ring();
  }

  private Keeper keeper(DiskLogs logs) throws IOException {
    return switch (config.terminals()) {
      case LINUX -> new PtyKeeper(logs, config.keeper());
      case PTY4J -> new PtyKeeper(logs, config.keeper(), Pty4j.load());
    };
  }

  /** Ends all workers: while the host's other parts still work, so that it is seen and recorded. */
  @Override
  public void hostClosing() {
    keeper().stopAll();
  }

  /** Ends the threads. From the beginning of it nobody is told anything of a worker. */
  @Override
  public void close() {
    Started ending = started;
    started = null;
    if (ending != null) {
      ending.keeper().close();
      ending.logs().close();
    }
  }

  /**
   * The keeper of this host.
   *
   * @throws SessionException.Unavailable before the start and after the end
   */
  Keeper keeper() {
    return now().keeper();
  }

  /**
   * The logs of this host.
   *
   * @throws SessionException.Unavailable before the start and after the end
   */
  DiskLogs logs() {
    return now().logs();
  }

  private Started now() {
    Started now = started;
    if (now == null) {
      throw new SessionException.Unavailable("this host's terminals are not open", null);
    }
    return now;
  }

  /** The keeper, waited for; empty when the wait is over first. */
  Optional<Keeper> awaitKeeper(Duration wait) throws InterruptedException {
    starting.await(() -> started != null, wait);
    return Optional.ofNullable(started).map(Started::keeper);
  }
}
