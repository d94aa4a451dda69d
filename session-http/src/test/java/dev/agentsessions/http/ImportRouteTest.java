package dev.agentsessions.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ImportRouteTest {
  private static final String PROJECT = "/api/v1/projects/default";
  private static final String IMPORTS = PROJECT + "/imports";

  private static final String FILE =
      """
      [{"id": "old-1", "worktreePath": "/work", "repositoryId": "default", "pid": 1,
        "createdAt": "2024-05-06T07:08:09.000Z"},
       {"id": "old-2"},
       {"id": "old-3", "type": "quick", "locationPath": "/work", "colour": "red",
        "createdAt": "2024-05-06T07:08:09.000Z", "title": "Three", "workers": []}]
      """;

  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();

  @Test
  @DisplayName("P-05 both generations are imported by the API, each row is told, and twice is once")
  void bothGenerationsAreImported() {
    JsonNode first = client.post(IMPORTS, FILE).expect(200).json();
    JsonNode session = client.get(PROJECT + "/sessions/old-1").json();
    JsonNode second = client.post(IMPORTS, FILE).expect(200).json();

    assertThat(first.findValuesAsText("outcome"))
        .containsExactly("imported", "refused", "imported");
    assertThat(first.get("imported").asInt()).isEqualTo(2);
    assertThat(first.at("/items/1/problem").asText()).isEqualTo("type is required");
    assertThat(first.at("/items/1/session").asText()).isEqualTo("old-2");
    assertThat(first.at("/items/2/notes/0").asText()).startsWith("colour is not known");
    assertThat(session.at("/status/phase").asText()).isEqualTo("Stopped");
    assertThat(session.at("/status/reason").asText()).isEqualTo("Imported");
    assertThat(session.at("/workers/0/id").asText()).isEqualTo("old-1-agent");
    assertThat(session.at("/workers/0/agent").asText()).isEqualTo("claude");
    assertThat(session.at("/createdAt").asText()).isEqualTo("2024-05-06T07:08:09Z");
    assertThat(second.findValuesAsText("outcome"))
        .containsExactly("unchanged", "refused", "unchanged");
    assertThat(client.get(PROJECT + "/sessions/old-1").json()).isEqualTo(session);
    assertThat(client.get(PROJECT + "/sessions/three").json().get("id").asText())
        .isEqualTo("old-3");
  }

  @Test
  @DisplayName("P-05 a body that is no list is refused whole, and so is an unknown project")
  void refusals() {
    assertThat(client.post(IMPORTS, "{}").problem(400, "invalid").get("field").asText())
        .isEqualTo("body");
    client.post("/api/v1/projects/nowhere/imports", FILE).problem(404, "not-found");
  }

  @Test
  @DisplayName("P-05 a file may be larger than other bodies, up to 16 MiB")
  void largeFiles() {
    String padding = " ".repeat(2 << 20);

    assertThat(client.post(IMPORTS, "[" + padding + "]").expect(200).json().get("items")).isEmpty();
    client.post(IMPORTS, "[" + " ".repeat(16 << 20) + "]").problem(413, "too-large");
  }
}
