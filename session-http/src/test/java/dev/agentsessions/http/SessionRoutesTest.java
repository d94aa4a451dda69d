package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SessionRoutesTest {
  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();

  @Test
  @DisplayName("R-A02 a created session is answered with its place and its version")
  void create() {
    TestClient.Reply reply =
        client.post(
            SESSIONS,
            """
            {"name": "My Agent", "kind": "quick", "spec": {"location": "/work"}, "start": false}\
            """);

    reply.expect(201);
    String id = reply.json().get("id").asText();
    assertThat(reply.header("Location")).isEqualTo(SESSIONS + "/" + id);
    assertThat(reply.header("ETag")).isEqualTo("\"1\"");
    assertThat(reply.json().get("slug").asText()).isEqualTo("my-agent");
    assertThat(client.get(reply.header("Location")).json()).isEqualTo(reply.json());
  }

  @Test
  @DisplayName("R-A03 a session is found by its id and by its slug")
  void get() {
    String id = client.createResting("by slug").get("id").asText();

    assertThat(client.get(SESSIONS + "/" + id).expect(200).json().get("id").asText()).isEqualTo(id);
    assertThat(client.get(SESSIONS + "/by-slug").expect(200).json().get("id").asText())
        .isEqualTo(id);
  }

  @Test
  @DisplayName("R-A01, S-03 a list is read page by page, newest first, and counts on request")
  void list() {
    List<String> created = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      created.add(0, createLabelled("listed " + i, "list"));
    }

    List<String> listed = new ArrayList<>();
    String query = "?label=for%3Dlist&limit=2&total=true";
    JsonNode page;
    do {
      page = client.get(SESSIONS + query).expect(200).json();
      page.get("items").forEach(item -> listed.add(item.get("id").asText()));
      assertThat(page.get("total").asInt()).isEqualTo(5);
      query = "?label=for%3Dlist&limit=2&total=true&cursor=" + page.get("next").asText();
    } while (!page.get("next").isNull());

    assertThat(listed).isEqualTo(created);
  }

  @Test
  @DisplayName("S-03, S-04 a list is filtered by everything that its query may say")
  void filters() {
    client
        .post(
            SESSIONS,
            """
            {"name": "Filtered one", "kind": "quick", "role": "captain", "start": false,
             "spec": {"location": "/work", "agent": "sh", "subject": "needle in hay"}}\
            """)
        .expect(201);

    for (String query :
        List.of(
            "role=captain", "agent=sh&kind=quick", "text=needle", "state=CREATED&role=captain")) {
      assertThat(client.get(SESSIONS + "?" + query).expect(200).json().get("items"))
          .as(query)
          .singleElement()
          .extracting(item -> item.get("name").asText())
          .isEqualTo("Filtered one");
    }
    for (String query :
        List.of("role=mate", "kind=worktree", "owner=organization:x", "owner=nobody")) {
      assertThat(client.get(SESSIONS + "?" + query).expect(200).json().get("items"))
          .as(query)
          .isEmpty();
    }
  }

  @Test
  @DisplayName("R-A05, R-A10, S-06 a patch changes what it says, and null removes a label")
  void patch() {
    String path = SESSIONS + "/" + createLabelled("patched", "patch");

    TestClient.Reply reply =
        client.patch(
            path, "{\"displayName\": \" New \", \"labels\": {\"for\": null, \"a\": \"b\"}}");

    reply.expect(200);
    assertThat(reply.json().get("displayName").asText()).isEqualTo("New");
    assertThat(reply.json().get("labels").toString()).isEqualTo("{\"a\":\"b\"}");
    assertThat(reply.header("ETag")).isEqualTo("\"2\"");
  }

  @Test
  @DisplayName("R-A08, R-A09, S-10, S-11 start and stop are accepted, and then come true")
  void startAndStop() {
    String path = SESSIONS + "/" + client.createResting("started").get("id").asText();

    assertThat(client.post(path + "/start").expect(202).json().get("desired").asText())
        .isEqualTo("running");
    client.awaitPhase("started", "Running");
    assertThat(
            client
                .post(path + "/stop", "{\"reason\": \"Lunch\"}")
                .expect(202)
                .json()
                .get("desired")
                .asText())
        .isEqualTo("stopped");

    assertThat(client.awaitPhase("started", "Stopped").at("/status/reason").asText())
        .isEqualTo("Lunch");
    client.post(path + "/stop").expect(202);
  }

  @Test
  @DisplayName("R-A06, S-08 a deleted session is answered as it was, and not found from then on")
  void delete() {
    String path = SESSIONS + "/" + client.createResting("deleted").get("id").asText();

    JsonNode before = client.delete(path + "?worktree=keep").expect(200).json();

    assertThat(before.get("desired").asText()).isEqualTo("stopped");
    client.get(path).problem(404, "not-found");
    client.delete(path).problem(404, "not-found");
  }

  @Test
  void aVersionReadBeforeIsEnoughToChangeASession() {
    TestClient.Reply read = client.get(SESSIONS + "/" + createLabelled("versioned", "version"));

    client
        .patch(
            read.response().uri().getPath(),
            "{\"displayName\": \"x\"}",
            "If-Match",
            read.header("ETag"))
        .expect(200);
    client
        .patch(read.response().uri().getPath(), "{\"displayName\": \"y\"}", "If-Match", "*")
        .expect(200);
  }

  @Test
  void aHeadIsAGetWithoutItsBody() {
    String path = SESSIONS + "/" + createLabelled("headed", "head");

    TestClient.Reply head = client.method("HEAD", path);

    head.expect(200);
    assertThat(head.bytes()).isEmpty();
    assertThat(head.header("Content-Length")).isEqualTo(client.get(path).header("Content-Length"));
    assertThat(head.header("ETag")).isEqualTo("\"1\"");
  }

  @Test
  void optionsNamesWhatAnAddressTakes() {
    TestClient.Reply reply = client.method("OPTIONS", SESSIONS);

    reply.expect(204);
    assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST, PUT");
  }

  private String createLabelled(String name, String label) {
    return client
        .post(
            SESSIONS,
            """
            {"name": "%s", "kind": "quick", "spec": {"location": "/work"}, "start": false,
             "labels": {"for": "%s"}}\
            """
                .formatted(name, label))
        .expect(201)
        .json()
        .get("id")
        .asText();
  }
}
