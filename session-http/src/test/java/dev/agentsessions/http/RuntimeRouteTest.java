package dev.agentsessions.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RuntimeRouteTest {
  private static final String SESSIONS = "/api/v1/projects/default/sessions";

  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();

  @Test
  @DisplayName("R-A12 what the runtime has of a session is told")
  void itIsTold() {
    JsonNode session = client.createRunning("looked-at");

    JsonNode seen = client.get(SESSIONS + "/looked-at/runtime").expect(200).json();

    assertThat(seen.get("runtime").asText()).isEqualTo("local");
    assertThat(seen.at("/parts/0/kind").asText()).isEqualTo("environment");
    assertThat(seen.at("/parts/0/missing").asBoolean()).isFalse();
    assertThat(seen.at("/parts/1/kind").asText()).isEqualTo("process");
    assertThat(seen.at("/parts/1/details/worker").asText())
        .isEqualTo(session.at("/workers/0/id").asText());
  }

  @Test
  @DisplayName("R-A12 of a session that is not there nothing is told")
  void ofNothingNothing() {
    client.get(SESSIONS + "/nobody/runtime").problem(404, "not-found");
  }
}
