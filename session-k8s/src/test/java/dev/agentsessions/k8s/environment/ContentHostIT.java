package dev.agentsessions.k8s.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.k8s.operator.ClusterTests;
import dev.agentsessions.k8s.operator.OperatorBench;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.testkit.TerminalClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * From REST to what is in pods, and back: a host, an operator, and in place of each pod's content
 * container a real content service of this JVM, with the token of the session's Secret.
 */
@EnabledOnOs(OS.LINUX)
final class ContentHostIT extends ClusterTests {
  private static final String CAT =
      "{\"kind\": \"terminal\", \"command\": [\"sh\", \"-c\", \"stty -echo; echo ready; exec"
          + " cat\"]}";

  @TempDir Path folder;
  private OperatorBench bench;
  private PodPrograms programs;
  private WholeHost host;

  @BeforeEach
  void open() {
    bench = new OperatorBench(cluster());
    programs = new PodPrograms(folder, this::token);
    host = new WholeHost(bench, endpoint -> programs.ofPod(session(endpoint.address())));
  }

  @AfterEach
  void close() {
    host.close();
    programs.close();
    bench.close();
  }

  /** {@code as-<session>.<namespace>.svc:<port>} */
  private static SessionId session(String address) {
    return new SessionId(address.substring("as-".length(), address.indexOf('.')));
  }

  /** A pod is asked a last time while it goes. */
  private String token(SessionId session) {
    return bench
        .secretValue(session.value(), "content-token")
        .orElseThrow(() -> new Unavailable("there is no pod of " + session, null));
  }

  private String running() {
    String id = host.create("");
    host.awaitPhase(id, "Running");
    return id;
  }

  private String worker(String id) {
    String worker = host.post(id, "workers", CAT, 201).get("id").asText();
    bench.await(() -> state(id, worker).equals("RUNNING"));
    return worker;
  }

  private String state(String id, String worker) {
    return host.call("GET", "/" + id + "/workers/" + worker, "", 200).get("state").asText();
  }

  @Test
  @DisplayName("K-08 a terminal in a pod is typed into and read at the host, to its end and anew")
  void terminal() throws InterruptedException {
    String id = running();
    String worker = worker(id);

    try (TerminalClient client = host.join(id, worker)) {
      assertThat(client.next("attached")).contains("\"epoch\":1");
      client.awaitShown("ready");
      client.next("caught-up");
      client.type("from the host\n");
      client.awaitShown("from the host");

      host.post(id, "workers/" + worker + "/restart", "{}", 202);

      assertThat(client.next("exit")).contains("\"reason\":\"managed\"");
    }
    bench.await(
        () -> host.call("GET", "/" + id + "/workers/" + worker, "", 200).get("epoch").asInt() == 2);
    try (TerminalClient client = host.join(id, worker)) {
      assertThat(client.next("attached")).contains("\"epoch\":2");
      client.awaitShown("ready");
    }
    String slug = host.get(id).get("slug").asText();
    try (TerminalClient client = host.join(slug, worker)) {
      client.awaitShown("ready");
    }
  }

  @Test
  @DisplayName("W-09, K-08 the end of a process in a pod is heard of, not looked for")
  void ends() throws InterruptedException {
    String id = running();
    String command =
        "{\"kind\": \"terminal\", \"command\": [\"sh\", \"-c\", \"read line; exit 3\"]}";
    String worker = host.post(id, "workers", command, 201).get("id").asText();
    bench.await(() -> state(id, worker).equals("RUNNING"));

    try (TerminalClient client = host.join(id, worker)) {
      client.next("caught-up");
      client.type("go\n");
    }

    bench.await(() -> state(id, worker).equals("EXITED"));
    assertThat(host.call("GET", "/" + id + "/workers/" + worker, "", 200).at("/exit/code").asInt())
        .isEqualTo(3);
  }

  @Test
  @DisplayName("K-08 files of a session in a pod are listed, written and read at the host")
  void files() {
    String id = running();

    host.call("PUT", "/" + id + "/files/made/note.json", "{\"in\": \"the pod\"}", 201);

    assertThat(programs.workspace().resolve("made/note.json")).content().contains("the pod");
    JsonNode listed = host.call("GET", "/" + id + "/files?path=made", "", 200);
    assertThat(listed.at("/items/0/name").asText()).isEqualTo("note.json");
    JsonNode read = host.call("GET", "/" + id + "/files/made/note.json", "", 200);
    assertThat(read.get("in").asText()).isEqualTo("the pod");
    host.call("GET", "/" + id + "/files/%2e%2e/secret", "", 400);
    host.call("GET", "/" + id + "/git/status?repo=none", "", 404);
  }

  @Test
  @DisplayName("K-08 while a session rests its files are refused with what to do, and back after")
  void atRest() throws Exception {
    String id = running();
    String worker = worker(id);
    Files.writeString(programs.workspace().resolve("kept"), "{}");

    host.post(id, "stop", "{}", 202);
    host.awaitPhase(id, "Stopped");

    for (String path : new String[] {"/files", "/workers/" + worker + "/output", "/git/status"}) {
      JsonNode refused = host.call("GET", "/" + id + path, "", 409);
      assertThat(refused.get("type").asText()).isEqualTo("/problems/wrong-phase");
      assertThat(refused.get("phase").asText()).isEqualTo("Stopped");
      assertThat(refused.get("detail").asText()).contains("start the session, or ask for access");
    }
    programs.end(new SessionId(id)); // with its pod
    host.post(id, "start", "{}", 202);
    host.awaitPhase(id, "Running");
    bench.await(() -> state(id, worker).equals("RUNNING"));
    host.call("GET", "/" + id + "/files/kept", "", 200);
    try (TerminalClient client = host.join(id, worker)) {
      client.awaitShown("ready");
    }
  }

  @Test
  @DisplayName(
      "R-A30, R-A31 files, git and output of a resting session are served on request, until it"
          + " starts")
  void accessAtRest() throws Exception {
    String id = running();
    String worker = worker(id);
    Files.writeString(programs.workspace().resolve("kept"), "{\"in\": \"the volume\"}");
    try (TerminalClient client = host.join(id, worker)) {
      client.awaitShown("ready");
    }
    host.post(id, "stop", "{}", 202);
    host.awaitPhase(id, "Stopped");
    programs.end(new SessionId(id)); // with its pod
    host.call("GET", "/" + id + "/files/kept", "", 409);

    JsonNode asked = host.post(id, "workspace/access", "", 202);

    assertThat(asked.get("until").asText()).isNotEmpty();
    bench.await(
        () ->
            host.call("GET", "/" + id + "/workspace/access", "", 200)
                .at("/condition/status")
                .asText()
                .equals("True"));
    JsonNode read = host.call("GET", "/" + id + "/files/kept", "", 200);
    assertThat(read.get("in").asText()).isEqualTo("the volume");
    host.call("PUT", "/" + id + "/files/written/at-rest", "{}", 201);
    host.call("GET", "/" + id + "/git/status?repo=none", "", 404); // said in the pod
    try (TerminalClient client = host.join(id, worker)) {
      client.awaitShown("ready");
    }
    assertThat(host.get(id).at("/status/phase").asText()).isEqualTo("Stopped");
    host.post(id, "workers", CAT, 409);

    programs.end(new SessionId(id)); // with its pod, as a start does
    host.post(id, "start", "{}", 202);
    host.awaitPhase(id, "Running");
    bench.await(() -> state(id, worker).equals("RUNNING"));
    host.call("GET", "/" + id + "/files/written/at-rest", "", 200);
    assertThat(bench.everything()).noneMatch(one -> one.endsWith("-access"));
    host.post(id, "workspace/access", "", 409);
  }

  @Test
  @DisplayName(
      "W-01, K-08 the output of a worker that is deleted goes from the pod, and at rest later")
  void deletedWorkers() {
    String id = running();
    String first = worker(id);
    String second = worker(id);
    String third = worker(id);
    for (String worker : List.of(first, second, third)) {
      try (TerminalClient client = host.join(id, worker)) {
        client.awaitShown("ready");
      }
    }

    host.call("DELETE", "/" + id + "/workers/" + first, "", 204);

    bench.await(() -> output(id, first) == 404);
    assertThat(isKept(id, first)).isFalse();
    assertThat(output(id, second)).isEqualTo(200);
    host.post(id, "stop", "{}", 202);
    host.awaitPhase(id, "Stopped");
    host.call("DELETE", "/" + id + "/workers/" + second, "", 204);
    bench.await(() -> host.get(id).get("workers").size() == 1);
    assertThat(isKept(id, second)).isTrue();
    programs.end(new SessionId(id)); // with its pod

    host.post(id, "start", "{}", 202);

    bench.await(
        () -> host.call("GET", "/" + id, "", 200).at("/status/phase").asText().equals("Running"));
    bench.await(() -> state(id, third).equals("RUNNING"));
    assertThat(isKept(id, second)).isFalse();
    assertThat(output(id, second)).isEqualTo(404);
    assertThat(output(id, third)).isEqualTo(200);
  }

  private int output(String id, String worker) {
    return host.status("GET", "/" + id + "/workers/" + worker + "/output");
  }

  private boolean isKept(String id, String worker) {
    return programs.isKept(new SessionId(id), worker);
  }

  @Test
  @DisplayName("K-08 a pod that cannot be reached is 503")
  void unreachable() {
    String id = running();
    host.call("GET", "/" + id + "/files", "", 200);

    programs.lose(new SessionId(id));

    JsonNode refused = host.call("GET", "/" + id + "/files", "", 503);
    assertThat(refused.get("type").asText()).isEqualTo("/problems/unavailable");
  }
}
