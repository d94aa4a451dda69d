package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.task.NewTask;
import dev.agentsessions.task.Tasks;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenApiTest {
  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();
  private final JsonNode document = client.get("/openapi.json").expect(200).json();

  static Stream<Endpoint> endpoints() {
    return host.get(Endpoints.class).all().stream();
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void everyEndpointIsDescribed(Endpoint endpoint) {
    JsonNode operation =
        document
            .get("paths")
            .get(endpoint.route().template())
            .get(endpoint.method().name().toLowerCase(Locale.ROOT));

    assertThat(operation.get("operationId").asText()).isEqualTo(endpoint.naming().operation());
    assertThat(operation.get("summary").asText()).isNotBlank();
    assertThat(endpoint.gives().statuses())
        .allMatch(status -> operation.get("responses").has(String.valueOf(status)));
    for (ProblemType type : endpoint.problems()) {
      assertThat(operation.at("/responses/" + type.status() + "/description").asText())
          .contains(type.kebab());
    }
    Set<String> named = new HashSet<>();
    operation.get("parameters").forEach(parameter -> named.add(parameter.get("name").asText()));
    assertThat(named).containsAll(endpoint.route().parameters());
  }

  @Test
  void everyOperationHasANameOfItsOwn() {
    assertThat(endpoints().map(endpoint -> endpoint.naming().operation())).doesNotHaveDuplicates();
  }

  @Test
  void everySchemaThatIsNamedIsThere() {
    assertThat(document.get("openapi").asText()).isEqualTo("3.1.0");
    assertThat(document.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(
            ref -> assertThat(document.at(ref.substring(1)).isMissingNode()).as(ref).isFalse());
  }

  @Test
  void whatIsAnsweredIsWhatIsDescribed() {
    client.createRunning("described");
    conforms(client.post(SESSIONS + "/described/restart").json(), "Restart");
    conforms(client.post("/api/v1/projects/default/restarts").json(), "RestartPage");
    conforms(client.post(SESSIONS + "/described/interrupt").json(), "Interrupt");
    String worker = client.get(SESSIONS + "/described").json().at("/workers/0/id").asText();
    conforms(
        client
            .post(SESSIONS + "/described/workers/" + worker + "/messages", "{\"text\": \"x\"}")
            .json(),
        "Message");
    conforms(client.get(SESSIONS + "/described/messages").json(), "MessagePage");
    client.post(SESSIONS + "/described/stop", "{\"reason\": \"Enough\"}").expect(202);
    JsonNode session = client.awaitPhase("described", "Stopped");

    conforms(session, "Session");
    conforms(client.get(SESSIONS + "/described/result").json(), "Result");
    conforms(client.get(SESSIONS + "/described/export").json(), "Export");
    conforms(client.get(SESSIONS + "?total=true").json(), "SessionPage");
    conforms(client.get(SESSIONS + "/described/workers").json(), "WorkerList");
    conforms(client.get("/api/v1/projects").json(), "ProjectList");
    conforms(client.get("/api/v1/projects/default").json(), "Project");
    conforms(client.get("/api/v1/projects/default/agents").json(), "AgentList");
    host.get(Tasks.class)
        .enqueue(new NewTask(ProjectId.DEFAULT, "nobodys", "described", Optional.empty()));
    conforms(client.get("/api/v1/projects/default/tasks").json(), "TaskList");
    conforms(client.get(SESSIONS + "/nobody").json(), "Problem");
    conforms(client.get("/healthz").json(), "Health");
    conforms(client.get("/readyz").json(), "Health");
  }

  private void conforms(JsonNode value, String schema) {
    check(value, document.at("/components/schemas/" + schema), schema);
  }

  /** Types, required properties, and none that is not described. */
  private void check(JsonNode value, JsonNode schema, String at) {
    if (schema.has("$ref")) {
      check(value, document.at(schema.get("$ref").asText().substring(1)), at);
    } else if (schema.has("anyOf")) {
      check(value, schema.get("anyOf").get(value.isNull() ? 1 : 0), at);
    } else if (schema.has("type")) {
      checkType(value, schema, at);
    }
  }

  private void checkType(JsonNode value, JsonNode schema, String at) {
    switch (schema.get("type").asText()) {
      case "string" -> assertThat(value.isTextual()).as(at).isTrue();
      case "integer" -> assertThat(value.isIntegralNumber()).as(at).isTrue();
      case "number" -> assertThat(value.isNumber()).as(at).isTrue();
      case "boolean" -> assertThat(value.isBoolean()).as(at).isTrue();
      case "null" -> assertThat(value.isNull()).as(at).isTrue();
      case "array" -> {
        assertThat(value.isArray()).as(at).isTrue();
        value.forEach(item -> check(item, schema.get("items"), at + "[]"));
      }
      case "object" -> checkObject(value, schema, at);
      default -> throw new AssertionError("no such type at " + at);
    }
    if (schema.has("enum")) {
      assertThat(List.of(schema.get("enum")).toString()).as(at).contains(value.toString());
    }
  }

  private void checkObject(JsonNode value, JsonNode schema, String at) {
    assertThat(value.isObject()).as(at).isTrue();
    schema
        .path("required")
        .forEach(name -> assertThat(value.has(name.asText())).as(at + "." + name).isTrue());
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String path = at + "." + field.getKey();
      JsonNode others = schema.path("additionalProperties");
      JsonNode known = schema.path("properties").path(field.getKey());
      assertThat(!known.isMissingNode() || others.isObject()).as("described: " + path).isTrue();
      check(field.getValue(), known.isMissingNode() ? others : known, path);
    }
  }
}
