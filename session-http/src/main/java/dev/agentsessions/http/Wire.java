package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.helidon.common.GenericType;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.spi.Sink;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connection given to one stream: text goes out as it is written, and the other side knows the
 * end by the connection's. For the connection's thread.
 */
final class Wire implements Sink<String> {
  static final GenericType<Wire> TYPE = GenericType.create(Wire.class);

  private final ConnectionContext connection;
  private boolean endsWithHead;

  Wire(ConnectionContext connection) {
    this.connection = requireNonNull(connection, "connection");
  }

  /** Nothing is asked for but how the stream would begin. */
  void endWithHead() {
    endsWithHead = true;
  }

  boolean endsWithHead() {
    return endsWithHead;
  }

  ConnectionContext connection() {
    return connection;
  }

  /** Says that all is well and a stream follows. */
  void begin(String contentType) {
    begin(Status.OK_200, Map.of("Content-Type", contentType));
  }

  /** The same, with another status and other headers, each of one line. */
  void begin(Status status, Map<String, String> headers) {
    var head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
    Map<String, String> all = new TreeMap<>(SafeHeaders.ALL);
    all.put("Connection", "close");
    all.putAll(headers);
    all.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    emit(head.append("\r\n").toString());
  }

  /** The same, but a client that does not read holds up only this thread, and not for long. */
  void emit(String text, Lifeline lifeline, Duration stall) {
    lifeline.allow(stall);
    emit(text);
    lifeline.free();
  }

  /** Bytes, in the same way. They are the caller's again when it returns. */
  void emit(byte[] bytes, int offset, int length, Lifeline lifeline, Duration stall) {
    lifeline.allow(stall);
    connection.dataWriter().writeNow(BufferData.create(bytes, offset, length));
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
