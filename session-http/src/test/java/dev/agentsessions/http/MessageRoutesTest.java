package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages, by REST. */
class MessageRoutesTest {
  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();

  @Test
  @DisplayName("M-01 what is said is accepted, typed into the worker's terminal, and read again")
  void whatIsSaidIsTyped() {
    TerminalFixture terminal = TerminalFixture.running(host, "told");
    String worker = terminal.worker().worker().value();

    JsonNode first =
        client
            .post(
                terminal.session() + "/messages",
                "{\"text\": \"one\", \"worker\": \"%s\", \"clientId\": \"c-1\"}".formatted(worker))
            .expect(202)
            .json();
    client.post(terminal.path() + "/messages", "{\"text\": \"two\"}").expect(202);

    await()
        .untilAsserted(
            () ->
                assertThat(terminal.processes().typed(terminal.worker()))
                    .isEqualTo("one\rtwo\r".getBytes(UTF_8)));
    assertThat(first.get("role").asText()).isEqualTo("user");
    assertThat(first.get("state").asText()).isEqualTo("queued");
    assertThat(first.get("worker").asText()).isEqualTo(worker);
    await()
        .untilAsserted(
            () ->
                assertThat(list(terminal.session() + "/messages").findValuesAsText("state"))
                    .containsExactly("delivered", "delivered"));
    assertThat(client.get(terminal.session()).json().at("/status/messageCount").asInt())
        .isEqualTo(2);
  }

  @Test
  @DisplayName("M-01 messages are listed after a place, as many as asked for")
  void messagesAreListed() {
    String worker = resting("listed");
    String messages = SESSIONS + "/listed/messages";
    for (String text : List.of("one", "two", "three")) {
      client
          .post(messages, "{\"text\": \"%s\", \"worker\": \"%s\"}".formatted(text, worker))
          .expect(202);
    }

    JsonNode page = list(messages + "?limit=2");
    JsonNode rest = list(messages + "?after=" + page.get("next").asLong());
    JsonNode none = list(messages + "?after=" + rest.get("next").asLong());

    assertThat(page.findValuesAsText("text")).containsExactly("one", "two");
    assertThat(rest.findValuesAsText("text")).containsExactly("three");
    assertThat(none.get("items")).isEmpty();
    assertThat(none.get("next").isNull()).isTrue();
  }

  @Test
  @DisplayName("M-01 said again by its client id it is the same; another text is refused")
  void saidAgain() {
    String worker = resting("again");
    String path = SESSIONS + "/again/workers/" + worker + "/messages";
    String body = "{\"text\": \"one\", \"clientId\": \"c-1\"}";

    JsonNode first = client.post(path, body).expect(202).json();

    assertThat(client.post(path, body).expect(202).json()).isEqualTo(first);
    JsonNode problem =
        client
            .post(path, "{\"text\": \"two\", \"clientId\": \"c-1\"}")
            .problem(409, "already-exists");
    assertThat(problem.get("holder").asText()).isEqualTo(first.get("id").asText());
  }

  @Test
  @DisplayName("M-01 a text of 1 MiB is taken whole, whatever JSON makes of it, and no more")
  void theLongestText() {
    String worker = resting("long");
    String path = SESSIONS + "/long/workers/" + worker + "/messages";
    String most = "\\n".repeat((1 << 20) - 2) + "x";

    client.post(path, "{\"text\": \"%s\"}".formatted(most)).expect(202);
    client.post(path, "{\"text\": \"%sxx\"}".formatted(most)).problem(413, "too-large");
    client.post(path, "{\"text\": \"%s\"}".formatted(most + most)).problem(413, "too-large");
  }

  @Test
  @DisplayName("M-01 a message to nobody is refused")
  void toNobody() {
    client.createResting("lonely");

    assertThat(
            client
                .post(SESSIONS + "/lonely/messages", "{\"text\": \"hello\"}")
                .problem(409, "wrong-phase")
                .get("phase")
                .asText())
        .isEqualTo("Pending");
    client.post(SESSIONS + "/nobody/messages", "{\"text\": \"x\"}").problem(404, "not-found");
    client
        .post(SESSIONS + "/lonely/workers/wrk-nobody/messages", "{\"text\": \"x\"}")
        .problem(404, "not-found");
    client.get(SESSIONS + "/nobody/messages").problem(404, "not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                     | text
          {"text": " "}                          | text
          {"text": 7}                            | text
          {"text": "x", "worker": "not one!"}    | worker
          {"text": "x", "clientId": ""}          | clientId
          {"text": "x", "role": "system"}        | role
          {"text": "x", "sender": "bob"}         | sender
          """)
  @DisplayName("M-01 a message in the wrong shape is refused with the field")
  void refusals(String body, String field) {
    JsonNode problem = client.post(SESSIONS + "/any/messages", body).problem(400, "invalid");

    assertThat(problem.get("field").asText()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({"after=x, after", "after=-1, after", "limit=0, limit", "limit=201, limit"})
  @DisplayName("M-01 a list in the wrong shape is refused with the field")
  void refusedLists(String query, String field) {
    JsonNode problem = client.get(SESSIONS + "/any/messages?" + query).problem(400, "invalid");

    assertThat(problem.get("field").asText()).isEqualTo(field);
  }

  /**
   * @return the id of the session's worker
   */
  private String resting(String name) {
    return client
        .post(
            SESSIONS,
            """
            {"name": "%s", "kind": "quick", "spec": {"location": "/work"},
             "workers": [{"kind": "terminal"}], "start": false}
            """
                .formatted(name))
        .expect(201)
        .json()
        .at("/workers/0/id")
        .asText();
  }

  private JsonNode list(String path) {
    return client.get(path).expect(200).json();
  }
}
