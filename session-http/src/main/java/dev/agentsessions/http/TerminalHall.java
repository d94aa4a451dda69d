package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Credentials;
import dev.agentsessions.operation.Attachment;
import dev.agentsessions.telemetry.TerminalBytes;
import io.helidon.common.socket.HelidonSocket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;

/** Who is in: the clients at all terminals of this server. Thread-safe. */
final class TerminalHall {
  private final Lifelines lifelines;
  private final Patience patience;
  private final Counter sent;

  @Inject
  TerminalHall(Lifelines lifelines, Patience patience, MeterRegistry metrics) {
    this.lifelines = requireNonNull(lifelines, "lifelines");
    this.patience = requireNonNull(patience, "patience");
    this.sent = TerminalBytes.SENT.of(metrics);
    Gauge.builder("sessions.terminal.clients", lifelines, Lifelines::count)
        .description("clients at terminals")
        .register(metrics);
  }

  /** A client that is about to come in. */
  Viewer viewer(Attachment attachment, Credentials credentials) {
    return new Viewer(attachment, credentials, sent);
  }

  Lifeline enter(Viewer viewer, HelidonSocket socket) {
    return lifelines.add(socket, viewer.credentials(), viewer);
  }

  void leave(Lifeline lifeline) {
    lifelines.remove(lifeline);
  }

  Patience patience() {
    return patience;
  }
}
