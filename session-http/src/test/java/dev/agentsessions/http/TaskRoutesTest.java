package dev.agentsessions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.task.NewTask;
import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskHandler;
import dev.agentsessions.task.TaskState;
import dev.agentsessions.task.Tasks;
import dev.agentsessions.testkit.task.FakeTaskHandler;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskRoutesTest {
  private static final String TASKS = "/api/v1/projects/default/tasks";
  private static final FakeTaskHandler HANDLER = new FakeTaskHandler();

  @RegisterExtension
  static final RunningHost host =
      RunningHost.usual()
          .and(
              new AbstractModule() {
                @Override
                protected void configure() {
                  Multibinder.newSetBinder(binder(), TaskHandler.class)
                      .addBinding()
                      .toInstance(HANDLER);
                }
              });

  private final TestClient client = host.client();

  @Test
  @DisplayName("P-08 tasks are listed with what became of them, and by state")
  void list() {
    Task done = enqueued("listed");
    await().until(() -> stored(done).state() == TaskState.DONE);

    JsonNode items = client.get(TASKS + "?state=done&limit=200").expect(200).json().get("items");

    assertThat(items)
        .filteredOn(item -> item.get("id").asText().equals(done.id().value()))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.get("name").asText()).isEqualTo(FakeTaskHandler.NAME);
              assertThat(item.get("key").asText()).isEqualTo("listed");
              assertThat(item.get("state").asText()).isEqualTo("done");
              assertThat(item.get("attempts").asInt()).isEqualTo(1);
              assertThat(item.has("payload")).isFalse();
            });
    assertThat(client.get(TASKS + "?state=stalled").json().get("items"))
        .noneMatch(item -> item.get("id").asText().equals(done.id().value()));
    assertThat(client.get(TASKS + "?limit=1").json().get("items")).hasSize(1);
  }

  @Test
  @DisplayName("P-08 a list of tasks is read page by page")
  void pages() {
    Set<String> enqueued =
        Stream.of("one", "two", "three")
            .map(key -> enqueued("page-" + key).id().value())
            .collect(Collectors.toSet());
    Set<String> seen = new HashSet<>();

    JsonNode page = client.get(TASKS + "?limit=2").expect(200).json();
    page.get("items").forEach(item -> seen.add(item.get("id").asText()));
    while (!page.get("next").isNull()) {
      page = client.get(TASKS + "?limit=2&cursor=" + page.get("next").asText()).expect(200).json();
      page.get("items").forEach(item -> assertThat(seen.add(item.get("id").asText())).isTrue());
    }

    assertThat(seen).containsAll(enqueued);
    client.get(TASKS + "?cursor=no-cursor").problem(400, "invalid");
  }

  @Test
  @DisplayName("P-08 a task is retried only when it is stalled, and cancelled only before it ran")
  void wrongStates() {
    Task done = enqueued("done");
    await().until(() -> stored(done).state() == TaskState.DONE);

    JsonNode problem = client.post(TASKS + "/" + done.id() + "/retry").problem(409, "wrong-state");
    assertThat(problem.get("detail").asText()).contains("DONE");
    client.delete(TASKS + "/" + done.id()).problem(409, "wrong-state");
    assertThat(stored(done).state()).isEqualTo(TaskState.DONE);
  }

  @Test
  @DisplayName("P-08 a task that waits for its next attempt is cancelled, and is gone")
  void cancel() {
    HANDLER.during(
        task -> {
          if (task.work().key().equals("fails")) {
            throw new IllegalStateException("as it was told");
          }
        });
    Task failing = enqueued("fails");
    await().atMost(Duration.ofSeconds(20)).until(() -> stored(failing).attempts() >= 2);
    await().until(() -> client.delete(TASKS + "/" + failing.id()).status() == 204);

    client.delete(TASKS + "/" + failing.id()).problem(404, "not-found");
    client.post(TASKS + "/" + failing.id() + "/retry").problem(404, "not-found");
  }

  @Test
  @DisplayName("P-08, T-02 another project's task is not found, whatever its state")
  void anotherProjectsTask() {
    client.post("/api/v1/projects", "{\"id\": \"other\"}").expect(201);
    Task ours = enqueued("ours");

    String theirs = "/api/v1/projects/other/tasks";
    client.post(theirs + "/" + ours.id() + "/retry").problem(404, "not-found");
    client.delete(theirs + "/" + ours.id()).problem(404, "not-found");
    assertThat(client.get(theirs).json().get("items")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=201", "limit=many", "state=broken", "colour=red"})
  @DisplayName("P-08 a list that is asked for in the wrong form is refused with the parameter")
  void wrongForm(String query) {
    JsonNode problem = client.get(TASKS + "?" + query).problem(400, "invalid");

    assertThat(query).startsWith(problem.get("field").asText());
  }

  @Test
  void anIdInTheWrongFormIsRefused() {
    JsonNode problem = client.post(TASKS + "/not%20an%20id/retry").problem(400, "invalid");

    assertThat(problem.get("field").asText()).isEqualTo("task");
  }

  private static Task enqueued(String key) {
    return host.get(Tasks.class)
        .enqueue(new NewTask(ProjectId.DEFAULT, FakeTaskHandler.NAME, key, Optional.empty()));
  }

  private static Task stored(Task task) {
    return host.get(Tasks.class).find(task.id()).orElseThrow();
  }
}
