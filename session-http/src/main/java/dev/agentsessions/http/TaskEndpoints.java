package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.json.ApiJson;
import dev.agentsessions.json.JsonWriter;
import dev.agentsessions.operation.TaskOperations;
import dev.agentsessions.operation.TaskPage;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskState;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A project's background work. */
final class TaskEndpoints {
  private static final String TASKS = ProjectEndpoints.PROJECT + "/tasks";
  private static final int MAX_LIMIT = 200;
  private static final int USUAL_LIMIT = 50;

  private final TaskOperations tasks;

  @Inject
  TaskEndpoints(TaskOperations tasks) {
    this.tasks = requireNonNull(tasks, "tasks");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                Method.GET,
                TASKS,
                "listTasks",
                "Background work, newest first; what is done is forgotten after 30 days",
                Gives.json(200, "TaskList"),
                this::list)
            .needs(Access.VIEW)
            .asks(
                List.of(
                    Parameter.text("state", "pending, running, done or stalled; absent: all"),
                    Parameter.text("cursor", "the next of the page before"),
                    Parameter.number("limit", "most tasks, 1..200, usually 50"))),
        Endpoint.of(
                Method.POST,
                TASKS + "/{task}/retry",
                "retryTask",
                "Lets a stalled task start over, with all its attempts",
                Gives.json(200, "Task"),
                this::retry)
            .needs(Access.EDIT)
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.WRONG_STATE),
        Endpoint.of(
                Method.DELETE,
                TASKS + "/{task}",
                "cancelTask",
                "Forgets a task that is pending or stalled",
                Gives.nothing(),
                this::cancel)
            .needs(Access.EDIT)
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.WRONG_STATE));
  }

  private Answer list(Call call) {
    long limit = call.query().number("limit").orElse(USUAL_LIMIT);
    Invalid.check(limit >= 1 && limit <= MAX_LIMIT, "limit", "must be 1..200");
    TaskPage page =
        tasks.list(
            call.caller(),
            call.project(),
            call.query().text("state").map(TaskEndpoints::state),
            call.query().text("cursor").map(ApiJson::readTaskCursor),
            (int) limit);
    return Answer.json(
        200,
        JsonWriter.write(
            json -> {
              json.objects("items", page.items(), TaskEndpoints::write);
              page.next()
                  .ifPresentOrElse(
                      next -> json.text("next", ApiJson.write(next)), () -> json.nothing("next"));
            }));
  }

  private Answer retry(Call call) {
    Task retried = tasks.retry(call.caller(), call.project(), call.task());
    return Answer.json(200, JsonWriter.write(json -> write(json, retried)));
  }

  private Answer cancel(Call call) {
    tasks.cancel(call.caller(), call.project(), call.task());
    return Answer.empty(204);
  }

  private static TaskState state(String word) {
    Optional<TaskState> state =
        List.of(TaskState.values()).stream().filter(each -> word(each).equals(word)).findFirst();
    return state.orElseThrow(
        () -> new Invalid("state", "must be pending, running, done or stalled"));
  }

  private static String word(TaskState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** Without the payload, which is for the handler. */
  private static void write(JsonWriter json, Task task) {
    json.text("id", task.id())
        .text("name", task.work().name())
        .text("key", task.work().key())
        .text("state", word(task.state()))
        .number("attempts", task.attempts())
        .text("lastError", task.lastError())
        .text("createdAt", task.createdAt())
        .text("updatedAt", task.updatedAt());
  }
}
