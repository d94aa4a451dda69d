package dev.agentsessions.content;

import static dev.agentsessions.content.ServiceClient.below;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.testkit.TerminalClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ContentServiceIT {
  private static final String SHELL =
      "{\"epoch\": 1, \"command\": [\"sh\", \"-c\", \"stty -echo; echo ready; cat\"], \"cols\": 80,"
          + " \"rows\": 24}";
  private static final String WORKER = "/runtime/workers/wrk-1";
  private static final String TERMINAL = "/workers/wrk-1/terminal";

  @TempDir Path pod;
  private RunningService service;
  private ServiceClient host;

  @BeforeEach
  void open() {
    service = RunningService.in(pod);
    host = new ServiceClient(service.address(), RunningService.TOKEN);
  }

  @AfterEach
  void close() {
    host.close();
    service.close();
  }

  private void again() {
    close();
    open();
  }

  @Test
  @DisplayName("K-08, T-03 who has not the session's content token is not let in")
  void onlyTheTokenIsLetIn() {
    String almost = RunningService.TOKEN.substring(1) + "0";
    for (String token : List.of("", almost, RunningService.TOKEN + "0", "x")) {
      try (var stranger = new ServiceClient(service.address(), token)) {
        stranger.get(below("/files")).expect(401);
        stranger.get(below("/workers/wrk-1/output")).expect(401);
        stranger.post(below("/runtime/adopt?fence=9")).expect(401);
      }
    }
    host.get(below("/files")).expect(200);
    host.post(below("/runtime/adopt?fence=1")).expect(200);
    try (var probe = new ServiceClient(service.address(), "")) {
      probe.get("readyz").expect(200);
      probe.get("healthz").expect(200);
      probe.get("metrics").expect(404);
    }
  }

  @Test
  @DisplayName("K-08, T-03 a token that replaces another holds from then on, and the other no more")
  void theTokenIsReadAgain() throws IOException {
    String next = "f".repeat(64);
    Files.writeString(service.tokenFile(), next + "\n");

    host.get(below("/files")).expect(401);
    try (var later = new ServiceClient(service.address(), next)) {
      later.get(below("/files")).expect(200);
    }

    Files.writeString(service.tokenFile(), "");
    try (var nobody = new ServiceClient(service.address(), "")) {
      nobody.get(below("/files")).expect(401);
    }
    Files.delete(service.tokenFile());
    host.get(below("/files")).expect(401);
  }

  @Test
  @DisplayName("K-08 another session and another project are not there, nor what no pod has")
  void othersAreNotThere() {
    host.get(below("team-b", RunningService.SESSION, "/files")).expect(404);
    host.get(below("default", RunningService.SESSION, "/files")).expect(404);
    host.get(below(RunningService.PROJECT, "ses-01hzxk6v9w8f5t3q2n1m0jother", "/files"))
        .expect(404);
    host.post(below("team-b", RunningService.SESSION, "/runtime/adopt?fence=9")).expect(404);
    host.get(below("")).expect(404);
    host.get("api/v1/projects").expect(404);
    host.get("openapi.json").expect(404);
  }

  @Test
  @DisplayName("K-08 files are those of the workspace; what the service keeps there is not shown")
  void files() throws IOException {
    byte[] bytes = "größe\0".getBytes(UTF_8);
    host.put(below("/files/made/b.bin"), bytes).expect(201);

    assertThat(service.workspace().resolve("made/b.bin")).hasBinaryContent(bytes);
    assertThat(host.get(below("/files/made/b.bin")).expect(200).body().getBytes(UTF_8))
        .isEqualTo(bytes);
    assertThat(names(host.get(below("/files?path=")).expect(200).json())).containsExactly("made");
    assertThat(service.workspace().resolve(".agent-sessions")).isDirectory();
    host.get(below("/files?path=.agent-sessions")).expect(400);
    host.get(below("/files/.agent-sessions/fences/x")).expect(400);
    host.put(below("/files/.agent-sessions/fences/x"), bytes).expect(400);
    Files.createSymbolicLink(service.workspace().resolve("aside"), Path.of(".agent-sessions"));
    host.get(below("/files/aside/.gitignore")).expect(400);
    Files.createSymbolicLink(service.workspace().resolve("made/up"), Path.of("../.agent-sessions"));
    host.get(below("/files/made/up/.gitignore")).expect(400);
    host.delete(below("/files/made/b.bin")).expect(204);
    host.get(below("/files/made/b.bin")).expect(404);
  }

  private static List<String> names(JsonNode list) {
    return StreamSupport.stream(list.get("items").spliterator(), false)
        .map(item -> item.get("name").asText())
        .toList();
  }

  @Test
  @DisplayName("K-08 a terminal in the pod is joined as one of any host, to its end")
  void terminal() throws InterruptedException {
    host.post(below(WORKER + "/start?fence=1"), SHELL).expect(200);

    try (TerminalClient client = host.join(below(TERMINAL))) {
      JsonNode attached = ServiceClient.json(client.next("attached"));
      assertThat(attached.get("epoch").asLong()).isEqualTo(1);
      assertThat(attached.get("cols").asInt()).isEqualTo(80);
      client.awaitShown("ready");
      client.next("caught-up");
      client.type("hello\n");
      client.awaitShown("hello");

      host.post(below(WORKER + "/stop?fence=1")).expect(204);

      assertThat(ServiceClient.json(client.next("exit")).get("reason").asText())
          .isEqualTo("managed");
    }
    assertThat(host.get(below("/workers/wrk-1/output?from=0")).expect(200).body())
        .contains("hello");
  }

  @Test
  @DisplayName("K-08 what was printed in an earlier pod is read in the next")
  void outputSurvives() throws InterruptedException {
    host.post(below(WORKER + "/start?fence=1"), SHELL.replace("cat", "exit 3")).expect(200);
    awaitEnd();

    again();

    assertThat(host.get(below("/workers/wrk-1/output?from=0")).expect(200).body())
        .contains("ready");
    assertThat(host.get(below("/runtime/workers?fence=1")).expect(200).json().get("workers"))
        .isEmpty();
    host.post(below(WORKER + "/start?fence=1"), SHELL.replace("1,", "2,")).expect(200);
    try (TerminalClient client = host.join(below(TERMINAL))) {
      assertThat(ServiceClient.json(client.next("attached")).get("epoch").asLong()).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("K-08, W-02 what runs in a pod is told how the API is reached from there")
  void theApiIsReachedFromThePod() {
    String launch =
        "{\"epoch\": 1, \"command\": [\"printenv\", \"SESSION_API_URL\", \"KEPT\"],"
            + " \"environment\": {\"SESSION_API_URL\": \"http://127.0.0.1:1\", \"KEPT\": \"yes\"}}";

    host.post(below(WORKER + "/start?fence=1"), launch).expect(200);
    awaitEnd();

    assertThat(host.get(below("/workers/wrk-1/output?from=0")).expect(200).body().lines())
        .containsExactly(RunningService.API, "yes");
  }

  private void awaitEnd() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                host.get(below("/runtime/workers?fence=1"))
                    .expect(200)
                    .json()
                    .at("/workers/0")
                    .has("exit"));
  }

  @Test
  @DisplayName("K-08, L-02 an owner that was replaced is refused, also after the service's restart")
  void fencesAreKept() throws IOException {
    host.post(below("/runtime/adopt?fence=7")).expect(200);
    host.post(below("/runtime/adopt?fence=6")).expect(503);

    again();

    JsonNode refused = host.post(below(WORKER + "/start?fence=6"), SHELL).expect(503).json();
    assertThat(refused.get("type").asText()).isEqualTo("/problems/stale-fence");
    host.post(below(WORKER + "/start?fence=7"), SHELL).expect(200);
  }

  @Test
  @DisplayName("K-08 what a host sends is read strictly and is bounded")
  void whatIsWrongIsRefused() {
    host.post(below("/runtime/adopt")).expect(400);
    host.post(below("/runtime/adopt?fence=-1")).expect(400);
    host.post(below("/runtime/adopt?fence=1&more=2")).expect(400);
    for (String launch :
        List.of(
            "{}",
            "[]",
            "{\"epoch\": 0}",
            "{\"epoch\": 1, \"comand\": []}",
            "{\"epoch\": 1, \"cols\": 1001}",
            "{\"epoch\": 1, \"token\": \"secret\"}")) {
      JsonNode problem = host.post(below(WORKER + "/start?fence=1"), launch).expect(400).json();
      assertThat(problem.get("detail").asText()).doesNotContain("secret");
    }
    host.post(below("/runtime/workers/no%20worker/start?fence=1"), SHELL).expect(400);
    host.post(below(WORKER + "/signal?fence=1"), "{\"name\": \"STOP\"}").expect(400);
    host.post(below(WORKER + "/start?fence=1"), " ".repeat(9 << 20)).expect(413);
    assertThat(host.get(below("/runtime/workers?fence=1")).json().get("workers")).isEmpty();
  }
}
