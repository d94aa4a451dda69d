package dev.agentsessions.pty;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import dev.agentsessions.pty.keeper.Ends;
import dev.agentsessions.pty.keeper.Keeper;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.WorkerChanges;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Tells which sessions' processes ended. One caller at a time. */
final class KeeperChanges implements WorkerChanges {
  private final LocalTerminals terminals;
  private long told; // the one caller's

  @Inject
  KeeperChanges(LocalTerminals terminals) {
    this.terminals = requireNonNull(terminals, "terminals");
  }

  @Override
  public Set<SessionId> await(Duration wait) throws InterruptedException {
    Optional<Keeper> keeper = terminals.awaitKeeper(wait);
    if (keeper.isEmpty()) {
      return Set.of();
    }
    Ends ends = keeper.get().ends(told, wait);
    told = ends.latest();
    return ends.sessions().stream().map(SessionId::new).collect(toSet());
  }
}
