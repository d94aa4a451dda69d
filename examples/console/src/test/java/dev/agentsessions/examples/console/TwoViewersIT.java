package dev.agentsessions.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.OutputStream;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** 100 MB without a newline, much of it no UTF-8, through a real terminal to two viewers. */
@EnabledOnOs(OS.LINUX)
class TwoViewersIT {
  private static final int MEGABYTE = 1_000_000;
  private static final int MEGABYTES = 100;
  private static final long MOST_GROWTH = 64L << 20;

  @TempDir Path data;
  @TempDir Path project;

  @Test
  @DisplayName("O-05 a viewer that stops reading costs the other no byte and the host no memory")
  void oneStopsReading() throws Exception {
    Path file = project.resolve("output");
    String printed = write(file);

    try (HostProcess host = HostProcess.run("--port", "0", "--data", data.toString())) {
      var rest = new RestClient(host.awaitReady());
      JsonNode session = rest.create(session(file));
      String id = session.get("id").asText();
      String worker = session.get("workers").get(0).get("id").asText();
      var reading = new TerminalViewer(rest.terminal(id, worker));
      var stopped = new TerminalViewer(rest.terminal(id, worker));
      WebSocket standing = stopped.stopReadingAt(1);
      reading.watchUntil(1);
      long before = host.residentBytes();

      rest.type(id, worker, "\n");
      reading.watchUntil(total());

      assertThat(reading.sha256()).isEqualTo(printed);
      assertThat(host.residentBytes() - before).as("growth").isLessThanOrEqualTo(MOST_GROWTH);
      standing.abort();
      stopped.watchUntil(total());
      assertThat(stopped.sha256()).isEqualTo(printed);
      assertThat(host.residentBytes() - before).as("growth").isLessThanOrEqualTo(MOST_GROWTH);
    }
  }

  /** The byte that the program prints first, and the file. */
  private static long total() {
    return 1 + (long) MEGABYTES * MEGABYTE;
  }

  /** Says a byte, waits for a line, prints the file. */
  private JsonNode session(Path file) {
    ObjectNode session = JsonNodeFactory.instance.objectNode();
    session.put("kind", "quick").putObject("spec").put("location", project.toString());
    ObjectNode worker = session.putArray("workers").addObject().put("kind", "terminal");
    String script =
        "stty raw -echo && printf x && head -c 1 >/dev/null && cat " + file + " && exec sleep 600";
    List.of("sh", "-c", script).forEach(worker.putArray("command")::add);
    return session;
  }

  /** Writes what will be printed; the SHA-256 of it behind the first byte. */
  private static String write(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update((byte) 'x');
    var random = new Random(42);
    byte[] piece = new byte[MEGABYTE];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int written = 0; written < MEGABYTES; written++) {
        random.nextBytes(piece);
        withoutNewlines(piece);
        digest.update(piece);
        out.write(piece);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void withoutNewlines(byte[] piece) {
    for (int at = 0; at < piece.length; at++) {
      piece[at] = piece[at] == '\n' ? (byte) 0x80 : piece[at];
    }
  }
}
