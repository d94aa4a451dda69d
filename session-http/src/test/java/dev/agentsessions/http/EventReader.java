package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a stream of events as a browser does, and remembers the last id. One thread. */
final class EventReader implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  record Told(long id, JsonNode data) {
    String type() {
      return data.get("type").asText();
    }
  }

  private final Socket socket;
  private final BufferedReader lines;
  private long lastId = -1;

  private EventReader(Socket socket, BufferedReader lines) {
    this.socket = socket;
    this.lines = lines;
  }

  /** From now on; returns when the place is told, so that nothing that follows is missed. */
  static EventReader fromNow(int port, String path) {
    return open(port, path, "");
  }

  static EventReader after(int port, String path, long id) {
    return open(port, path, "Last-Event-ID: " + id + "\r\n");
  }

  /** By a token. */
  static EventReader by(String token, int port, String path, long id) {
    return open(port, path, "Authorization: Bearer " + token + "\r\nLast-Event-ID: " + id + "\r\n");
  }

  private static EventReader open(int port, String path, String header) {
    try {
      var socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      String request =
          "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\n".formatted(path, port, header);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      var reader = new EventReader(socket, lines);
      reader.expectStream();
      return reader;
    } catch (IOException e) {
      throw new AssertionError("no stream", e);
    }
  }

  private void expectStream() throws IOException {
    assertThat(lines.readLine()).isEqualTo("HTTP/1.1 200 OK");
    List<String> head = new ArrayList<>();
    for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
      head.add(line);
    }
    assertThat(head).contains("Content-Type: text/event-stream");
    String place = lines.readLine();
    assertThat(place).startsWith("id: ");
    lastId = Long.parseLong(place.substring("id: ".length()));
    assertThat(lines.readLine()).isEmpty();
  }

  /** Where a reader that comes back goes on. */
  long lastId() {
    return lastId;
  }

  /** The next line of the stream, as it came; empty at its end. */
  Optional<String> line() {
    try {
      return Optional.ofNullable(lines.readLine());
    } catch (SocketException e) {
      return Optional.empty(); // cut
    } catch (IOException e) {
      throw new AssertionError("nothing came", e);
    }
  }

  Told next() {
    return nextUnlessOver().orElseThrow(() -> new AssertionError("the stream is over"));
  }

  /** All up to the first of a type, which is the last. */
  List<Told> until(String type) {
    List<Told> told = new ArrayList<>();
    do {
      told.add(next());
    } while (!told.getLast().type().endsWith(type));
    return told;
  }

  /** All up to the end of the stream; one that was cut off in its middle does not count. */
  List<Told> rest() {
    List<Told> told = new ArrayList<>();
    for (var next = nextUnlessOver(); next.isPresent(); next = nextUnlessOver()) {
      told.add(next.get());
    }
    return told;
  }

  /** An event counts, and so does its id, when the blank line after it has come. */
  private Optional<Told> nextUnlessOver() {
    String id = "";
    String data = "";
    for (var line = line(); line.isPresent(); line = line()) {
      String text = line.get();
      if (text.startsWith("id: ")) {
        id = text.substring("id: ".length());
      } else if (text.startsWith("data: ")) {
        data = text.substring("data: ".length());
      } else if (text.isEmpty() && !data.isEmpty()) {
        lastId = Long.parseLong(id);
        return Optional.of(new Told(lastId, TestClient.json(data)));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
