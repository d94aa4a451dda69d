package dev.agentsessions.pty;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.HostPart;
import dev.agentsessions.pty.log.LogUpkeep;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionStore;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the output on this disk within its limits (O-02) for as long as the host runs. */
final class OutputUpkeep implements HostPart {
  private final LocalTerminals terminals;
  private final PtyConfig config;
  private final InstantSource clock;
  private final SessionStore sessions;
  private @Nullable LogUpkeep upkeep; // of the thread that starts and closes the host

  @Inject
  OutputUpkeep(
      LocalTerminals terminals, PtyConfig config, InstantSource clock, SessionStore sessions) {
    this.terminals = requireNonNull(terminals, "terminals");
    this.config = requireNonNull(config, "config");
    this.clock = requireNonNull(clock, "clock");
    this.sessions = requireNonNull(sessions, "sessions");
  }

  @Override
  public void start() {
    upkeep = new LogUpkeep(terminals.logs(), config.upkeep(), clock, this::restsSince);
  }

  private Optional<Instant> restsSince(String session) {
    return sessions
        .find(new SessionId(session))
        .filter(found -> found.state().isResting())
        .flatMap(found -> found.status().run().finishedAt());
  }

  @Override
  public void close() {
    if (upkeep != null) {
      upkeep.close();
    }
  }
}
