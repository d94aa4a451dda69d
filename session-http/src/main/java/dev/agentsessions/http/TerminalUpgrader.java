package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.Admission.Admitted;
import dev.agentsessions.http.TerminalDoor.Joining;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a connection a terminal's socket, after everything about the request was checked. */
final class TerminalUpgrader implements Http1Upgrader {
  private final Admission admission;
  private final TerminalHall hall;

  @Inject
  TerminalUpgrader(Admission admission, TerminalHall hall) {
    this.admission = requireNonNull(admission, "admission");
    this.hall = requireNonNull(hall, "hall");
  }

  @Override
  public String supportedProtocol() {
    return "websocket";
  }

  /**
   * @return null when it is refused: Helidon then asks the {@link FrontDoor}, where the same checks
   *     fail again and say why
   */
  @Override
  public @Nullable ServerConnection upgrade(
      ConnectionContext connection, HttpPrologue prologue, WritableHeaders<?> headers) {
    Optional<Joining> joining = joining(prologue, headers);
    if (joining.isEmpty()) {
      return null;
    }
    Joining client = joining.get();
    client.handshake().accept(TerminalDoor.PROTOCOL, connection.dataWriter());
    return new TerminalConnection(
        connection, client.opening(), hall.viewer(client.attachment(), client.credentials()), hall);
  }

  private Optional<Joining> joining(HttpPrologue prologue, WritableHeaders<?> headers) {
    if (!prologue.method().text().equals(Method.GET.name())) {
      return Optional.empty();
    }
    try {
      Admitted admitted = admission.admit(Method.GET, prologue, headers, Body.EMPTY);
      return admitted.endpoint().handler() instanceof TerminalDoor door
          ? Optional.of(door.open(admitted.call()))
          : Optional.empty();
    } catch (RuntimeException refused) {
      // Said by the front door, which finds the same.
      return Optional.empty();
    }
  }
}
