package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import io.helidon.common.socket.HelidonSocket;
import jakarta.inject.Inject;

/** Who is in: the clients at all terminals of this server. Thread-safe. */
final class TerminalHall {
  private final Lifelines lifelines;
  private final Patience patience;

  @Inject
  TerminalHall(Lifelines lifelines, Patience patience) {
    this.lifelines = requireNonNull(lifelines, "lifelines");
    this.patience = requireNonNull(patience, "patience");
  }

  Lifeline enter(Viewer viewer, HelidonSocket socket) {
    return lifelines.add(socket, viewer);
  }

  void leave(Lifeline lifeline) {
    lifelines.remove(lifeline);
  }

  Patience patience() {
    return patience;
  }
}
