package dev.agentsessions.examples.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A quick session with one terminal, as a program sees it.
 *
 * @param id its own
 * @param worker the terminal's
 */
record TestSession(RestClient rest, String id, String worker) {
  /** Far more than anything takes; a machine that builds elsewhere is slow. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A new one in a directory, whose terminal runs a command. */
  static TestSession create(RestClient rest, Path directory, String... command) throws Exception {
    ObjectNode session = JsonNodeFactory.instance.objectNode();
    session.put("kind", "quick").putObject("spec").put("location", directory.toString());
    ObjectNode worker = session.putArray("workers").addObject().put("kind", "terminal");
    List.of(command).forEach(worker.putArray("command")::add);
    JsonNode created = rest.create(session);
    return new TestSession(rest, created.get("id").asText(), created.at("/workers/0/id").asText());
  }

  /** The same, asked of another host. */
  TestSession at(RestClient host) {
    return new TestSession(host, id, worker);
  }

  JsonNode read() throws Exception {
    return rest.get("/" + id);
  }

  JsonNode readWorker() throws Exception {
    return rest.get("/" + id + "/workers/" + worker);
  }

  void stop() throws Exception {
    rest.post("/" + id + "/stop", 202);
  }

  /** The recent output of its newest epoch. */
  String output() throws Exception {
    return rest.text("/" + id + "/workers/" + worker + "/output");
  }

  /** The recent output of one epoch. */
  String output(long epoch) throws Exception {
    return rest.text("/" + id + "/workers/" + worker + "/output?epoch=" + epoch);
  }

  void awaitPhase(String phase) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(read().at("/status/phase").asText()).isEqualTo(phase));
  }

  void awaitWorker(String state) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(readWorker().get("state").asText()).isEqualTo(state));
  }

  void awaitOutput(String text) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(output()).contains(text));
  }
}
