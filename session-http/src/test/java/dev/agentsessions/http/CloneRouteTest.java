package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloneRouteTest {
  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();

  @Test
  @DisplayName("S-09 a clone is created with its own address and a name that is counted on")
  void aCloneIsCreated() {
    host.world().workspaces().addDirectory(Path.of("/other"));
    client.createRunning("first");

    TestClient.Reply reply =
        client.post(
            SESSIONS + "/first/clone", "{\"location\": \"/other\", \"workspace\": \"none\"}");

    JsonNode clone = reply.expect(201).json();
    assertThat(clone.get("name").asText()).isEqualTo("first-copy");
    assertThat(clone.at("/spec/location").asText()).isEqualTo("/other");
    assertThat(clone.at("/workers/0/name").asText()).isEqualTo("Terminal");
    assertThat(reply.header("Location")).isEqualTo(SESSIONS + "/" + clone.get("id").asText());
    client.awaitPhase("first-copy", "Running");
  }

  @Test
  @DisplayName("S-09 a clone with its source's files says whose, until they are there")
  void aCloneWithFiles() {
    host.world().workspaces().addDirectory(Path.of("/copied"));
    client.createRunning("with-files");
    String body = "{\"location\": \"/copied\", \"workspace\": \"files\"}";

    JsonNode clone = client.post(SESSIONS + "/with-files/clone", body).expect(201).json();

    JsonNode source = client.get(SESSIONS + "/with-files").expect(200).json();
    assertThat(clone.at("/status/filesFrom").asText()).isEqualTo(source.get("id").asText());
    client.awaitPhase("with-files-copy", "Running");
    JsonNode made = client.get(SESSIONS + "/with-files-copy").expect(200).json();
    assertThat(made.at("/status/filesFrom").isMissingNode()).isTrue();
    host.world().workspaces().fill(Path.of("/copied"));
    JsonNode problem =
        client.post(SESSIONS + "/with-files/clone", body).problem(422, "unsatisfied");
    assertThat(problem.get("field").asText()).isEqualTo("location");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                              | location
          {"location": "/work"}                           | location
          {"location": "work"}                            | location
          {"location": "/other", "branch": "b"}           | branch
          {"location": "/other", "workspace": "all"}      | workspace
          {"location": "/other", "project": "Not One"}    | project
          {"location": "/other", "colour": "red"}         | colour
          """)
  @DisplayName("S-09 what cannot be cloned so is refused with the field")
  void refusals(String body, String field) {
    String name = "r" + System.nanoTime();
    client.createResting(name);

    JsonNode problem = client.post(SESSIONS + "/" + name + "/clone", body).problem(400, "invalid");

    assertThat(problem.get("field").asText()).endsWith(field);
    client.post(SESSIONS + "/nobody/clone").problem(404, "not-found");
  }
}
