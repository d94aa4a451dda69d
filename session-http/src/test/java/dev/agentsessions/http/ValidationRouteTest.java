package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ValidationRouteTest {
  private static final String VALIDATION = "/api/v1/projects/default/validation";

  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();

  @Test
  @DisplayName("S-17 what is gone is told by session, with a word for programs; it can be deleted")
  void whatIsGoneIsTold() {
    Path directory = Path.of("/soon/gone");
    host.world().workspaces().addDirectory(directory);
    client
        .post(
            SESSIONS,
            "{\"name\": \"lost\", \"kind\": \"quick\", \"start\": false,"
                + " \"spec\": {\"location\": \"/soon/gone\"}}")
        .expect(201);
    assertThat(client.get(VALIDATION).json().get("items")).isEmpty();

    host.world().workspaces().removeDirectory(directory);

    JsonNode report = client.get(VALIDATION).json();
    assertThat(report.get("checked").asInt()).isEqualTo(1);
    assertThat(report.get("elsewhere").asInt()).isZero();
    assertThat(report.get("next").isNull()).isTrue();
    JsonNode invalid = report.at("/items/0");
    assertThat(invalid.get("slug").asText()).isEqualTo("lost");
    assertThat(invalid.get("phase").asText()).isEqualTo("Pending");
    assertThat(invalid.get("problem").asText()).isEqualTo("directory_not_found");
    assertThat(invalid.get("field").asText()).isEqualTo("spec.location");
    assertThat(invalid.get("message").asText()).contains("/soon/gone");
    client.delete(SESSIONS + "/lost").expect(200);
    assertThat(client.get(VALIDATION).json().get("checked").asInt()).isZero();
  }

  @Test
  @DisplayName("S-17 an unknown project and a broken cursor are refused")
  void refusals() {
    client.get("/api/v1/projects/nowhere/validation").problem(404, "not-found");
    assertThat(client.get(VALIDATION + "?cursor=x").problem(400, "invalid").get("field").asText())
        .isEqualTo("cursor");
  }
}
