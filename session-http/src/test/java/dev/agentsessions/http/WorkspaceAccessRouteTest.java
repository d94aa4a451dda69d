package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WorkspaceAccessRouteTest {
  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();

  @Test
  @DisplayName("R-A30 the files of a session of this machine need no access: 202 says so")
  void filesOfThisMachine() {
    String id = client.createRunning("here").get("id").asText();
    client.post(SESSIONS + "/" + id + "/stop").expect(202);
    client.awaitPhase(id, "Stopped");

    JsonNode access = client.post(SESSIONS + "/here/workspace/access").expect(202).json();

    assertThat(access.at("/condition/type").asText()).isEqualTo("ContentAccess");
    assertThat(access.at("/condition/status").asText()).isEqualTo("True");
    assertThat(access.at("/condition/reason").asText()).isEqualTo("Local");
    assertThat(access.has("until")).isFalse();
    assertThat(client.get(SESSIONS + "/here/workspace/access").expect(200).json())
        .isEqualTo(access);
  }

  @Test
  @DisplayName("R-A30 only a resting session is asked for: 409 with the phase, and what to do")
  void onlyAtRest() {
    String running = client.createRunning("busy").get("id").asText();
    String created = client.createResting("new").get("id").asText();

    JsonNode busy =
        client.post(SESSIONS + "/" + running + "/workspace/access").problem(409, "wrong-phase");
    JsonNode unmade =
        client.post(SESSIONS + "/" + created + "/workspace/access").problem(409, "wrong-phase");

    assertThat(busy.get("phase").asText()).isEqualTo("Running");
    assertThat(busy.get("detail").asText()).contains("served while it runs");
    assertThat(unmade.get("phase").asText()).isEqualTo("Pending");
    assertThat(unmade.get("detail").asText()).contains("start the session");
  }

  @Test
  @DisplayName("R-A30 nothing is asked of nobody, or with a body that nobody knows")
  void refusals() {
    client.post(SESSIONS + "/nobody/workspace/access").problem(404, "not-found");
    client.get(SESSIONS + "/nobody/workspace/access").problem(404, "not-found");
    client.post(SESSIONS + "/nobody/workspace/access", "{\"minutes\": 60}").problem(400, "invalid");
  }
}
