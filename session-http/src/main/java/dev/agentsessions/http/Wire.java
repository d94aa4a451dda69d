package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.helidon.common.GenericType;
import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.spi.Sink;
import java.time.Duration;

/**
 * A connection given to one stream: text goes out as it is written, and the other side knows the
 * end by the connection's. For the connection's thread.
 */
final class Wire implements Sink<String> {
  static final GenericType<Wire> TYPE = GenericType.create(Wire.class);

  private final ConnectionContext connection;

  Wire(ConnectionContext connection) {
    this.connection = requireNonNull(connection, "connection");
  }

  ConnectionContext connection() {
    return connection;
  }

  /** Says that all is well and a stream follows. */
  void begin(String contentType) {
    var head = new StringBuilder("HTTP/1.1 200 OK\r\n");
    head.append("Content-Type: ").append(contentType).append("\r\n");
    head.append("Connection: close\r\n");
    SafeHeaders.ALL.forEach(
        (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    emit(head.append("\r\n").toString());
  }

  /** The same, but a client that does not read holds up only this thread, and not for long. */
  void emit(String text, Lifeline lifeline, Duration stall) {
    lifeline.allow(stall);
    emit(text);
    lifeline.free();
  }

  /** Blocks while the other side does not read. */
  @Override
  public Wire emit(String text) {
    connection.dataWriter().writeNow(BufferData.create(text.getBytes(UTF_8)));
    return this;
  }

  @Override
  public void close() {
    connection.serverSocket().close();
  }
}
