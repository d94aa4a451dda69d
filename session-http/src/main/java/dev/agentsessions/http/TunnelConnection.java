package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.Admission.Arrived;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A connection that became a terminal's socket at another server: handshake, frames and closes pass
 * as they are.
 */
final class TunnelConnection implements ServerConnection {
  private final ConnectionContext connection;
  private final Arrived arrived;
  private final Forwarding.Way way;
  private final Tunnel.Keeping keeping;

  TunnelConnection(
      ConnectionContext connection, Arrived arrived, Forwarding.Way way, Tunnel.Keeping keeping) {
    this.connection = requireNonNull(connection, "connection");
    this.arrived = requireNonNull(arrived, "arrived");
    this.way = requireNonNull(way, "way");
    this.keeping = requireNonNull(keeping, "keeping");
  }

  @Override
  public void handle(Limit limit) throws InterruptedException {
    var tunnel = new Tunnel(way, arrived.credentials(), keeping);
    var unused = tunnel.run(new Wire(connection), this::send, Duration.ZERO);
  }

  /** The other side's pings tell. */
  @Override
  public Duration idleTime() {
    return Duration.ZERO;
  }

  @Override
  public void close(boolean interrupt) {
    way.upstream().close();
  }

  private void send(OutputStream upstream) throws IOException {
    way.send(ForwardedHead.ofHandshake(arrived, way.to()));
    DataReader reader = connection.dataReader();
    var frames = new SocketFrames();
    while (true) {
      reader.ensureAvailable();
      byte[] bytes = reader.readBytes(reader.available());
      upstream.write(bytes);
      note(frames.take(bytes));
    }
  }

  private void note(SocketFrames.Doing doing) {
    if (doing != SocketFrames.Doing.NOTHING) {
      keeping.passed(way.to());
    }
    if (doing == SocketFrames.Doing.TYPING) {
      keeping.worked(way.to());
    }
  }
}
