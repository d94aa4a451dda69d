package dev.agentsessions.examples.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session's secret on its way through a real host. */
class SecretsIT {
  private static final String SECRET = "correct-horse-battery-staple";

  @TempDir Path data;
  @TempDir Path project;

  @Test
  @DisplayName(
      "P-06, T-06 a program finds its secret, also after a restart; no file and no log holds it")
  void aProgramFindsItsSecret() throws Exception {
    TestSession session;
    try (HostProcess host = start()) {
      var rest = new RestClient(host.awaitReady());
      session = resting(rest);
      rest.ask(
          204, "PUT", "/" + session.id() + "/secrets/API_KEY", "{\"value\": \"" + SECRET + "\"}");
      rest.post("/" + session.id() + "/start", 202);
      session.awaitOutput("1:28:correct");
      host.terminate();
      assertThat(host.complaints()).doesNotContain(SECRET);
    }
    assertThat(holding(SECRET)).isEmpty();

    try (HostProcess again = start()) {
      TestSession back = session.at(new RestClient(again.awaitReady()));
      back.awaitOutput("2:28:correct");
      again.terminate();
      assertThat(again.complaints()).doesNotContain(SECRET);
    }
    assertThat(holding(SECRET)).isEmpty();
    assertThat(holding("1:28:correct")).as("files are looked through").isNotEmpty();
  }

  /** Whose program tells the length and the beginning of its secret, and which start it is. */
  private TestSession resting(RestClient rest) throws Exception {
    ObjectNode session = JsonNodeFactory.instance.objectNode();
    session.put("kind", "quick").put("start", false);
    session.putObject("spec").put("location", project.toString());
    ObjectNode worker = session.putArray("workers").addObject().put("kind", "terminal");
    List.of(
            "bash",
            "-c",
            "echo >> started; echo \"$(wc -l < started):${#API_KEY}:${API_KEY%%-*}\"; exec sleep"
                + " 600")
        .forEach(worker.putArray("command")::add);
    var created = rest.create(session);
    return new TestSession(rest, created.get("id").asText(), created.at("/workers/0/id").asText());
  }

  private HostProcess start() {
    return HostProcess.run("--port=0", "--data=" + data);
  }

  private List<Path> holding(String text) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(Files::isRegularFile).filter(file -> holds(file, text)).toList();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
