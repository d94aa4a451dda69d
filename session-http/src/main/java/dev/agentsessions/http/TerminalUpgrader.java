package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.Admission.Arrived;
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
  private final Forwarding forwarding;
  private final Tunnel.Keeping keeping;
  private final TerminalHall hall;

  @Inject
  TerminalUpgrader(
      Admission admission, Forwarding forwarding, Tunnel.Keeping keeping, TerminalHall hall) {
    this.admission = requireNonNull(admission, "admission");
    this.forwarding = requireNonNull(forwarding, "forwarding");
    this.keeping = requireNonNull(keeping, "keeping");
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
    if (!prologue.method().text().equals(Method.GET.name())) {
      return null;
    }
    try {
      Arrived arrived = admission.arrive(Method.GET, prologue, headers);
      return arrived.endpoint().handler() instanceof TerminalDoor door
          ? joined(connection, arrived, door)
          : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (RuntimeException refused) {
      // Said by the front door, which finds the same.
      return null;
    }
  }

  private ServerConnection joined(ConnectionContext connection, Arrived arrived, TerminalDoor door)
      throws InterruptedException {
    var unused = door.check(arrived.headers());
    Optional<Forwarding.Way> elsewhere = forwarding.of(arrived);
    if (elsewhere.isPresent()) {
      return new TunnelConnection(connection, arrived, elsewhere.get(), keeping);
    }
    Joining client = door.open(admission.admit(arrived, Body.EMPTY).call());
    client.handshake().accept(TerminalDoor.PROTOCOL, connection.dataWriter());
    return new TerminalConnection(
        connection, client.opening(), hall.viewer(client.attachment(), client.credentials()), hall);
  }
}
