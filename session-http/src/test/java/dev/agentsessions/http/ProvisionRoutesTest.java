package dev.agentsessions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvisionRoutesTest {
  private static final String SESSIONS = "/api/v1/projects/default/sessions";
  private static final String WHEEL = "{\"url\":\"https://e.org/wheel.git\",\"name\":\"rad\"}";

  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();

  private String running(String name) {
    String address =
        client
            .post(
                SESSIONS,
                "{\"name\":\""
                    + name
                    + "\",\"kind\":\"agentic\",\"spec\":{\"repos\":["
                    + "{\"url\":\"https://e.org/team/engine.git\"}]}}")
            .expect(201)
            .header("Location");
    await().until(() -> status(address).get("state").asText().equals("ACTIVE"));
    return address;
  }

  private JsonNode status(String address) {
    return client.get(address).expect(200).json().get("status");
  }

  @Test
  @DisplayName("S-01 an agentic session has its repositories in spec and status, and is listed so")
  void anAgenticSession() {
    JsonNode session = client.get(running("listed")).json();

    JsonNode repo = session.at("/spec/repos/0");
    assertThat(repo.get("branch").asText()).isEqualTo("main");
    assertThat(repo.get("name").asText()).isEqualTo("engine");
    assertThat(session.at("/status/reconciledRepos/0/state").asText()).isEqualTo("Ready");
    assertThat(session.at("/status/reconciledRepos/0/at").asText()).isNotEmpty();
    assertThat(client.get(SESSIONS + "?kind=agentic&limit=200").json().get("items"))
        .extracting(item -> item.get("name").asText())
        .contains("listed");
  }

  @Test
  @DisplayName("G-03 R-A28 a push goes to the output that the spec names, and is refused without")
  void aPushToTheOutput() {
    String address = running("pushes");
    client.post(address + "/git/push", "{\"remote\":\"output\"}").problem(422, "unsatisfied");
    client.post(address + "/git/push", "{\"remote\":\"other\"}").expect(400);
    String output = "{\"url\":\"https://e.org/fork.git\",\"branch\":\"from/agents\"}";
    String stopped =
        client
            .post(
                SESSIONS,
                "{\"name\":\"forks\",\"kind\":\"agentic\",\"start\":false,\"spec\":{\"repos\":["
                    + "{\"url\":\"https://e.org/team/engine.git\",\"output\":"
                    + output
                    + "}]}}")
            .expect(201)
            .header("Location");

    JsonNode pushed =
        client.post(stopped + "/git/push", "{\"remote\":\"output\"}").expect(200).json();

    assertThat(pushed.get("branch").asText()).isEqualTo("from/agents");
  }

  @Test
  @DisplayName("S-21, S-22 a repository is added, listed with its state, and removed")
  void aRepositoryComesAndGoes() {
    String address = running("comes");

    client.post(address + "/repos", WHEEL).expect(202);

    await().until(() -> status(address).at("/reconciledRepos/1/state").asText().equals("Ready"));
    JsonNode items = client.get(address + "/repos").expect(200).json().get("items");
    assertThat(items.findValuesAsText("name")).containsExactly("engine", "rad");
    assertThat(items.findValuesAsText("state")).containsOnly("Ready");
    assertThat(
            client
                .post(address + "/repos", WHEEL)
                .problem(409, "already-exists")
                .get("holder")
                .asText())
        .isEqualTo("rad");

    client.delete(address + "/repos/rad").expect(202);
    assertThat(client.get(address + "/repos").json().get("items")).hasSize(1);
    client.delete(address + "/repos/rad").problem(404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "a%2F..%2F..", "%2E%2E", "%2e", ".git", "a%00"})
  @DisplayName("S-22 what is no folder's name is refused")
  void names(String name) {
    int status = client.delete(SESSIONS + "/names/repos/" + name).status();

    assertThat(status).isIn(400, 404);
    assertThat(
            client
                .delete(SESSIONS + "/names/repos/a%2F..%2F..")
                .problem(400, "invalid")
                .get("field")
                .asText())
        .isEqualTo("name");
  }

  @Test
  @DisplayName("S-23 a workflow is switched, and agents are in its folder")
  void aWorkflowIsSwitched() {
    String address = running("flows");

    client
        .put(address + "/workflow", "{\"gitUrl\":\"https://e.org/flows.git\",\"path\":\"review\"}")
        .expect(202);

    await().until(() -> status(address).at("/activeWorkflow/path").asText().equals("review"));
    assertThat(status(address).at("/reconciledWorkflow/state").asText()).isEqualTo("Ready");
    assertThat(status(address).get("agentFolder").asText()).endsWith("/workflows/review");
  }

  @Test
  @DisplayName("S-24 a model is switched while the session runs, and refused with the field else")
  void aModelIsSwitched() {
    String address = running("models");

    JsonNode asked = client.put(address + "/model", "{\"model\":\"opus\"}").expect(202).json();

    assertThat(asked.at("/spec/llm/model").asText()).isEqualTo("opus");
    assertThat(asked.at("/spec/llm/maxTokens").asInt()).isEqualTo(4000);
    await().until(() -> status(address).at("/model/name").asText().equals("opus"));
    assertThat(status(address).get("conditions").findValuesAsText("type"))
        .contains("ModelSwitched");
    assertThat(
            client
                .put(address + "/model", "{\"model\":\" \"}")
                .problem(400, "invalid")
                .get("field")
                .asText())
        .isEqualTo("model");
    client.put(address + "/model", "{}").problem(400, "invalid");
    client.put(address + "/model", "{\"model\":\"a\",\"more\":1}").problem(400, "invalid");
    client.post(address + "/stop", "{}").expect(202);
    await().until(() -> status(address).get("state").asText().equals("STOPPED"));
    assertThat(
            client
                .put(address + "/model", "{\"model\":\"haiku\"}")
                .problem(409, "wrong-phase")
                .get("phase")
                .asText())
        .isEqualTo("Stopped");
  }

  @Test
  @DisplayName("S-23 a workflow is cleared, and agents are at the top of the workspace again")
  void aWorkflowIsCleared() {
    String address = running("cleared");
    client.delete(address + "/workflow").expect(202);
    client
        .put(address + "/workflow", "{\"gitUrl\":\"https://e.org/flows.git\",\"path\":\"review\"}")
        .expect(202);
    await().until(() -> status(address).at("/activeWorkflow/path").asText().equals("review"));

    JsonNode answer = client.delete(address + "/workflow").expect(202).json();

    assertThat(answer.at("/spec").has("activeWorkflow")).isFalse();
    await().until(() -> !status(address).has("activeWorkflow"));
    assertThat(status(address).has("reconciledWorkflow")).isFalse();
    assertThat(status(address).has("agentFolder")).isFalse();
    client.get(address + "/workflow").problem(404, "not-found");
  }

  @Test
  @DisplayName("G-10 the active workflow says its commands, its agents and its configuration")
  void metadata() {
    String address = running("metadata");
    client.get(address + "/workflow").problem(404, "not-found");
    client
        .put(address + "/workflow", "{\"gitUrl\":\"https://e.org/flows.git\",\"path\":\"review\"}")
        .expect(202);
    await()
        .until(
            () -> client.get(address + "/workflow").json().get("state").asText().equals("Ready"));
    String folder = address + "/files/workflows/review";
    client.put(folder + "/.claude/commands/go.md", "---\ndescription: Goes\n---\nGo.");
    client.put(folder + "/.claude/commands/notes.txt", "no command");
    client.put(folder + "/.claude/agents/critic.md", "no head");
    client.put(folder + "/workflow.json", "{\"name\":\"Review\",\"more\":[1]}");

    JsonNode active = client.get(address + "/workflow").expect(200).json().get("active");

    assertThat(active.get("path").asText()).isEqualTo("review");
    assertThat(active.get("commands")).hasSize(1);
    assertThat(active.at("/commands/0/name").asText()).isEqualTo("go");
    assertThat(active.at("/commands/0/description").asText()).isEqualTo("Goes");
    assertThat(active.at("/agents/0/name").asText()).isEqualTo("critic");
    assertThat(active.at("/config/name").asText()).isEqualTo("Review");

    client.put(folder + "/workflow.json", "no JSON");
    assertThat(client.get(address + "/workflow").json().at("/active/config")).isEmpty();
  }

  @Test
  @DisplayName("G-10 a host without a catalogue of workflows lists none")
  void noCatalogue() {
    JsonNode list = client.get("/api/v1/workflows").expect(200).json();

    assertThat(list.get("items")).isEmpty();
    assertThat(list.get("stale").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"repos":[{"url":"https://e.org/a/x"},{"url":"https://e.org/b/X"}]} | spec.repos[1].name
          {"repos":[{"url":"https://e.org/x"},{"url":"https://e.org/x","name":"y"}]} | spec.repos[1].url
          {"repos":[{"url":"https://e.org/x"},{"url":"file:///srv/y"}]} | spec.repos[1].url
          {"repos":[{"url":"https://e.org/x","branch":".."}]} | spec.repos[0].branch
          {"activeWorkflow":{"gitUrl":"file:///srv/y"}} | spec.activeWorkflow.gitUrl
          """)
  @DisplayName("S-01, G-06 what is wrong with one repository of several is said at its field")
  void wrongSpec(String spec, String field) {
    JsonNode problem =
        client
            .post(SESSIONS, "{\"kind\":\"agentic\",\"spec\":" + spec + "}")
            .problem(400, "invalid");

    assertThat(problem.get("field").asText()).isEqualTo(field);
  }

  @Test
  @DisplayName("S-23 an address that a workflow may not have is said at its field")
  void wrongWorkflow() {
    String address = running("wrong-flow");

    JsonNode problem =
        client.put(address + "/workflow", "{\"gitUrl\":\"file:///srv/x\"}").problem(400, "invalid");

    assertThat(problem.get("field").asText()).isEqualTo("gitUrl");
  }

  @Test
  @DisplayName("S-21, S-22, S-23 a session at rest, and one on a directory, refuse")
  void refused() {
    String resting = running("resting");
    client.post(resting + "/stop").expect(202);
    await().until(() -> status(resting).get("state").asText().equals("STOPPED"));
    client.post(resting + "/repos", WHEEL).problem(409, "wrong-phase");
    client.delete(resting + "/repos/engine").problem(409, "wrong-phase");
    client
        .put(resting + "/workflow", "{\"gitUrl\":\"https://e.org/flows.git\"}")
        .problem(409, "wrong-phase");
    client.delete(resting + "/workflow").problem(409, "wrong-phase");
    client
        .post(SESSIONS, "{\"name\":\"quick\",\"kind\":\"quick\",\"spec\":{\"location\":\"/work\"}}")
        .expect(201);
    client.post(SESSIONS + "/quick/repos", WHEEL).problem(409, "fixed");
    client.delete(SESSIONS + "/quick/workflow").problem(409, "fixed");
    client.delete(SESSIONS + "/nobody/workflow").problem(404, "not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"url":"ext::sh -c id"}                                  | url
          {"url":"file:///srv/x"}                                  | url
          {"url":"--upload-pack=id"}                               | url
          {"url":"https://e.org/x","branch":"-x"}                  | branch
          {"url":"https://e.org/x","name":".."}                    | name
          {"url":"https://e.org/x","name":"a/b"}                   | name
          {"url":"https://e.org/x","output":{"url":"fd::1"}}       | output.url
          {"url":"https://e.org/x","colour":"red"}                 | colour
          {}                                                       | url
          """)
  @DisplayName("G-06, S-21 what has the wrong form is refused with its field")
  void wrongForm(String body, String field) {
    if (client.get(SESSIONS + "/formed").status() == 404) {
      running("formed");
    }

    JsonNode problem = client.post(SESSIONS + "/formed/repos", body).problem(400, "invalid");

    assertThat(problem.get("field").asText()).isEqualTo(field);
  }
}
