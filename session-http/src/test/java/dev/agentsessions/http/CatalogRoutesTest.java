package dev.agentsessions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agentsessions.catalog.Catalog;
import dev.agentsessions.catalog.Kind;
import dev.agentsessions.catalog.Webhook;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.secret.SecretCipher;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogRoutesTest {
  private static final String PROJECT = "/api/v1/projects/default";

  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();

  @Test
  @DisplayName("A-03 an agent is defined, run by a session, and not forgotten while it is used")
  void anAgentIsDefined() {
    String agents = PROJECT + "/agents";
    JsonNode made =
        client
            .post(agents, "{\"id\":\"mine\",\"name\":\"Mine\",\"command\":[\"mine\"]}")
            .expect(201)
            .json();
    client
        .post(
            PROJECT + "/sessions",
            "{\"name\":\"user\",\"kind\":\"quick\",\"start\":false,"
                + "\"spec\":{\"location\":\"/work\",\"agent\":\"mine\"}}")
        .expect(201);

    assertThat(client.get(agents + "/mine").json()).isEqualTo(made);
    assertThat(client.get(agents).json().get("items").findValuesAsText("id"))
        .contains("mine", "claude", "codex", "gemini", "opencode", "aider", "shell");
    client.delete(agents + "/mine").problem(409, "not-empty");
    client.delete(agents + "/claude").problem(409, "fixed");
    client
        .post(agents, "{\"id\":\"mine\",\"name\":\"Other\",\"command\":[\"other\"]}")
        .problem(409, "already-exists");
    client.delete(PROJECT + "/sessions/user").expect(200);
    assertThat(client.delete(agents + "/mine").status()).isEqualTo(204);
    client.get(agents + "/mine").problem(404, "not-found");
  }

  @Test
  @DisplayName("G-09 a repository is noted, read, changed, and forgotten")
  void aRepositoryIsNoted() {
    host.world().workspaces().useBranch("/srv/repo", "main", Path.of("/srv/repo"));
    String repositories = PROJECT + "/repositories";
    TestClient.Reply made = client.post(repositories, "{\"path\":\"/srv/repo\"}").expect(201);
    String address = made.header("Location");

    assertThat(made.json().get("name").asText()).isEqualTo("repo");
    assertThat(client.get(address).json()).isEqualTo(made.json());
    JsonNode changed =
        client
            .put(
                address,
                "{\"name\":\"Engine\",\"path\":\"/srv/repo\",\"environment\":{\"A\":\"b\"},"
                    + "\"setupCommand\":\"make\",\"agent\":\"claude\","
                    + "\"protectedBranches\":[\"main\"]}")
            .expect(200)
            .json();
    assertThat(changed.at("/environment/A").asText()).isEqualTo("b");
    assertThat(client.get(repositories).json().get("items")).containsExactly(changed);
    assertThat(
            client
                .post(repositories, "{\"path\":\"/nowhere\"}")
                .problem(422, "unsatisfied")
                .get("field")
                .asText())
        .isEqualTo("path");
    assertThat(client.delete(address).status()).isEqualTo(204);
    client.get(address).problem(404, "not-found");
  }

  @Test
  @DisplayName("G-09 a repository is cloned by a task that is seen, and its files go when asked")
  void aRepositoryIsCloned() {
    String repositories = PROJECT + "/repositories";
    TestClient.Reply made =
        client.post(repositories, "{\"url\":\"https://example.org/team/motor.git\"}").expect(201);
    String address = made.header("Location");

    assertThat(made.json().get("url").asText()).isEqualTo("https://example.org/team/motor.git");
    assertThat(made.json().get("name").asText()).isEqualTo("motor");
    await().until(() -> client.get(address).json().at("/clone/state").asText().equals("ready"));
    assertThat(client.get(PROJECT + "/tasks?state=done").json().get("items"))
        .filteredOn(task -> task.get("name").asText().equals("repository-clone"))
        .extracting(task -> task.get("key").asText())
        .contains(made.json().get("id").asText());
    assertThat(client.get(address + "/worktrees").json().get("items")).isEmpty();
    client.delete(address + "?files=burn").problem(400, "invalid");
    assertThat(client.delete(address + "?files=remove").status()).isEqualTo(204);
    client.get(address).problem(404, "not-found");
    client.get(address + "/worktrees").problem(404, "not-found");
  }

  @Test
  @DisplayName("G-07 the worktrees of a repository are listed, its own first")
  void worktrees() {
    host.world().workspaces().useBranch("/srv/wheel", "main", Path.of("/srv/wheel"));
    host.world().workspaces().useBranch("/srv/wheel", "topic", Path.of("/data/a/wheel"));
    String address =
        client
            .post(PROJECT + "/repositories", "{\"path\":\"/srv/wheel\"}")
            .expect(201)
            .header("Location");

    JsonNode items = client.get(address + "/worktrees").expect(200).json().get("items");

    assertThat(items.findValuesAsText("directory")).containsExactly("/srv/wheel", "/data/a/wheel");
    assertThat(items.findValuesAsText("branch")).containsExactly("main", "topic");
    assertThat(items.get(0).get("main").asBoolean()).isTrue();
    client.delete(address + "?files=remove").problem(409, "fixed");
  }

  @Test
  @DisplayName("S-28 roles are given once, listed and taken away")
  void roles() {
    String roles = PROJECT + "/roles";
    JsonNode made =
        client.post(roles, "{\"subject\":\"team/ann\",\"role\":\"edit\"}").expect(201).json();

    assertThat(client.get(roles).json().get("items")).containsExactly(made);
    client
        .post(roles, "{\"subject\":\"team/ann\",\"role\":\"admin\"}")
        .problem(409, "already-exists");
    assertThat(client.delete(roles + "/team%2Fann").status()).isEqualTo(204);
    client.delete(roles + "/team%2Fann").problem(404, "not-found");
    assertThat(client.get(roles).json().get("items")).isEmpty();
  }

  @Test
  @DisplayName("S-28, P-06 a webhook's secret is kept sealed, and never told")
  void webhooks() {
    String webhooks = PROJECT + "/webhooks";
    JsonNode made =
        client
            .post(
                webhooks,
                "{\"url\":\"https://example.org/hook\",\"events\":[\"session.*\"],"
                    + "\"secret\":\"0123456789abcdef\"}")
            .expect(201)
            .json();

    assertThat(made.get("signed").asBoolean()).isTrue();
    assertThat(client.get(webhooks).json().get("items")).containsExactly(made);
    assertThat(client.get(webhooks).json().toString()).doesNotContain("0123456789abcdef");
    Webhook stored =
        host.get(Catalog.class).get(Kind.WEBHOOK, ProjectId.DEFAULT, made.get("id").asText());
    assertThat(
            host.get(SecretCipher.class)
                .open("webhook/" + stored.id(), stored.secret().orElseThrow()))
        .isEqualTo("0123456789abcdef");
    assertThat(client.delete(webhooks + "/" + stored.id()).status()).isEqualTo(204);
    assertThat(client.get(webhooks).json().get("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          agents       | {"name":"x","command":[]}                     | command
          agents       | {"name":"","command":["x"]}                   | name
          agents       | {"id":"a b","name":"x","command":["x"]}       | id
          agents       | {"name":"x","command":["x"],"colour":"red"}   | colour
          repositories | {"path":"relative"}                           | path
          repositories | {"name":"x"}                                  | path
          repositories | {"path":"/srv","url":"https://e.org/x"}       | url
          repositories | {"url":"ext::sh -c id"}                       | url
          repositories | {"url":"EXT::sh -c id"}                       | url
          repositories | {"url":"fd::17"}                              | url
          repositories | {"url":"--upload-pack=id"}                    | url
          repositories | {"url":"-oProxyCommand=id"}                   | url
          repositories | {"url":"ssh://-oProxyCommand=id/x"}           | url
          repositories | {"url":"https://e.org/a\\nb"}                 | url
          repositories | {"url":"https://ann:secret@e.org/x"}          | url
          repositories | {"url":"file:///srv/x"}                       | url
          repositories | {"path":"/srv","protectedBranches":["a b"]}   | protectedBranches
          roles        | {"subject":"ann","role":"king"}               | role
          roles        | {"subject":" ","role":"view"}                 | subject
          webhooks     | {"url":"ftp://example.org/"}                  | url
          webhooks     | {"url":"https://me@example.org/"}             | url
          webhooks     | {"url":"https://e.org/","events":["x"]}       | events
          webhooks     | {"url":"https://e.org/","secret":"short"}     | secret
          """)
  @DisplayName("S-28 what has the wrong form is refused with its field")
  void wrongForm(String list, String body, String field) {
    JsonNode problem = client.post(PROJECT + "/" + list, body).problem(400, "invalid");

    assertThat(problem.get("field").asText()).isEqualTo(field);
  }
}
