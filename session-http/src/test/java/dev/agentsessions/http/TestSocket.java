package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.http.internal.ClientFrames;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A terminal's client that a test moves byte by byte. Fails when nothing comes for 10 s. */
final class TestSocket implements Closeable {
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final int PATIENCE_MILLIS = 10_000;

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Frame(int opCode, byte[] payload) {
    JsonNode json() {
      assertThat(opCode).as("not text: %s", opCode).isEqualTo(TEXT);
      return TestClient.json(new String(payload, UTF_8));
    }

    int closeCode() {
      assertThat(opCode).as(new String(payload, UTF_8)).isEqualTo(CLOSE);
      return ByteBuffer.wrap(payload).getShort() & 0xffff;
    }

    long offset() {
      assertThat(opCode).isEqualTo(BINARY);
      return ByteBuffer.wrap(payload).getLong();
    }

    ByteBuffer output() {
      return ByteBuffer.wrap(payload, 8, payload.length - 8);
    }
  }

  private final Socket socket;
  private final DataInputStream in;

  private TestSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  /** Joins; expects to be let in. */
  static TestSocket join(int port, String path) {
    return join(port, path, 0);
  }

  /** Joins by a token. */
  static TestSocket joinBy(String token, int port, String path) {
    return join(port, path, 0, "Authorization: Bearer " + token);
  }

  /**
   * @param receiveBuffer how little the client's side takes in before it is read; 0: as usual
   */
  static TestSocket join(int port, String path, int receiveBuffer, String... headers) {
    try {
      var plain = new Socket();
      if (receiveBuffer > 0) {
        plain.setReceiveBufferSize(receiveBuffer);
      }
      plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      plain.setSoTimeout(PATIENCE_MILLIS);
      plain.setTcpNoDelay(true);
      plain
          .getOutputStream()
          .write(
              (String.join("\r\n", handshake(port, path))
                      + "\r\n"
                      + String.join("\r\n", headers)
                      + (headers.length > 0 ? "\r\n\r\n" : "\r\n"))
                  .getBytes(ISO_8859_1));
      var joined = new TestSocket(plain);
      String answer = joined.readHead();
      assertThat(answer).startsWith("HTTP/1.1 101 ");
      assertThat(answer).contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
      assertThat(answer).contains("Sec-WebSocket-Protocol: " + TerminalDoor.PROTOCOL);
      return joined;
    } catch (IOException e) {
      throw new AssertionError("cannot join", e);
    }
  }

  /** The lines of a handshake that is let in. */
  static String[] handshake(int port, String path) {
    return new String[] {
      "GET " + path + " HTTP/1.1",
      "Host: 127.0.0.1:" + port,
      "Origin: http://127.0.0.1:" + port,
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "Sec-WebSocket-Protocol: other.v9, " + TerminalDoor.PROTOCOL
    };
  }

  void text(String text) {
    raw(ClientFrames.frame(TEXT, text.getBytes(UTF_8)));
  }

  void type(String text) {
    raw(ClientFrames.frame(BINARY, text.getBytes(UTF_8)));
  }

  void raw(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new AssertionError("cannot send", e);
    }
  }

  /** The next frame, pings left out: they are answered. */
  Frame next() {
    Frame frame = nextOfAll();
    while (frame.opCode() == PING) {
      raw(ClientFrames.frame(PONG, frame.payload()));
      frame = nextOfAll();
    }
    return frame;
  }

  Frame nextOfAll() {
    try {
      int first = in.readUnsignedByte();
      assertThat(first & 0x80).as("every frame is final").isNotZero();
      int length = in.readUnsignedByte();
      if (length == 126) {
        length = in.readUnsignedShort();
      }
      assertThat(length).as("a frame within 64 KiB").isLessThanOrEqualTo(65_536);
      return new Frame(first & 0x0f, in.readNBytes(length));
    } catch (IOException e) {
      throw new AssertionError("no frame came", e);
    }
  }

  /** The next text frame, checked to be of a type. */
  JsonNode next(String type) {
    JsonNode json = next().json();
    assertThat(json.get("type").asText()).as(json.toString()).isEqualTo(type);
    return json;
  }

  /** Passes over everything else until a text frame of a type. */
  JsonNode skipTo(String type) {
    while (true) {
      Frame frame = next();
      if (frame.opCode() == TEXT && frame.json().get("type").asText().equals(type)) {
        return frame.json();
      }
      assertThat(frame.opCode()).as("closed before %s", type).isNotEqualTo(CLOSE);
    }
  }

  /** Passes over everything up to the close, and says its code. */
  int skipToClose() {
    Frame frame = next();
    while (frame.opCode() != CLOSE) {
      frame = next();
    }
    return frame.closeCode();
  }

  /** Output up to an offset, checked to be contiguous. */
  byte[] outputUntil(long from, long end) {
    var output = new ByteArrayOutputStream();
    long at = from;
    while (at < end) {
      Frame frame = next();
      if (frame.opCode() == BINARY) {
        assertThat(frame.offset()).as("contiguous").isEqualTo(at);
        byte[] bytes = new byte[frame.output().remaining()];
        frame.output().get(bytes);
        output.writeBytes(bytes);
        at += bytes.length;
      }
    }
    return output.toByteArray();
  }

  /** Waits for the other side to end the connection. */
  void awaitEnd() {
    try {
      while (in.skipBytes(1 << 16) > 0 || in.read() >= 0) {
        // what was still under way
      }
    } catch (EOFException e) {
      // ended
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String readHead() throws IOException {
    var head = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      head.write(in.readUnsignedByte());
      text = head.toString(ISO_8859_1);
    }
    return text;
  }
}
