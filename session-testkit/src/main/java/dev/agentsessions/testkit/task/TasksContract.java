package dev.agentsessions.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.task.NewTask;
import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskCursor;
import dev.agentsessions.task.TaskException.NotFound;
import dev.agentsessions.task.TaskException.WrongState;
import dev.agentsessions.task.TaskId;
import dev.agentsessions.task.TaskState;
import dev.agentsessions.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link Tasks} promises. Each test wants tasks of its own. */
public interface TasksContract extends RunningTasks {
  @Test
  @DisplayName("P-08 enqueued work is a pending task")
  default void enqueuedWorkIsPending() {
    NewTask work = work("a", "the payload");

    Task task = tasks().enqueue(work);

    assertThat(task.work()).isEqualTo(work);
    assertThat(task.state()).isEqualTo(TaskState.PENDING);
    assertThat(task.attempts()).isZero();
    assertThat(task.lastError()).isEmpty();
    assertThat(tasks().find(task.id())).contains(task);
    assertThat(handler().runs()).isEmpty();
  }

  @Test
  @DisplayName("P-08 work of one name and key is one task")
  default void workOfOneKeyIsOneTask() {
    Task first = tasks().enqueue(work("a", "1"));

    Task second = tasks().enqueue(work("a", "2"));

    assertThat(second).isEqualTo(first);
    assertThat(tasks().list(ProjectId.DEFAULT, Optional.empty(), 10)).containsExactly(first);
  }

  @Test
  @DisplayName("P-08 the same key under another name is another task")
  default void theSameKeyUnderAnotherNameIsAnotherTask() {
    Task first = tasks().enqueue(work("a"));

    Task second = tasks().enqueue(new NewTask(ProjectId.DEFAULT, "another", "a", Optional.empty()));

    assertThat(second.id()).isNotEqualTo(first.id());
  }

  @Test
  @DisplayName("P-08 a task that is due runs once and is done")
  default void aDueTaskRunsOnce() {
    Task task = tasks().enqueue(work("a", "the payload"));

    runDue();
    runDue();

    assertThat(handler().runs())
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.id()).isEqualTo(task.id());
              assertThat(run.work()).isEqualTo(task.work());
              assertThat(run.state()).isEqualTo(TaskState.RUNNING);
              assertThat(run.attempts()).isEqualTo(1);
            });
    assertThat(state(task)).isEqualTo(TaskState.DONE);
  }

  @Test
  @DisplayName("P-08 work that is done is not done again when it is enqueued again")
  default void doneWorkIsNotDoneAgain() {
    Task task = tasks().enqueue(work("a"));
    runDue();

    Task again = tasks().enqueue(work("a"));
    runDue();

    assertThat(again.id()).isEqualTo(task.id());
    assertThat(handler().runs()).hasSize(1);
  }

  @Test
  @DisplayName("P-08 a task runs while it runs, and no second claimer finds it")
  default void aRunningTaskIsClaimed() {
    handler()
        .during(
            task -> {
              assertThat(state(task)).isEqualTo(TaskState.RUNNING);
              runDue();
            });
    Task task = tasks().enqueue(work("a"));

    runDue();

    assertThat(handler().runs()).hasSize(1);
    assertThat(state(task)).isEqualTo(TaskState.DONE);
  }

  @Test
  @DisplayName("P-08 a failed task is pending with its error and runs again after 1 s")
  default void aFailedTaskRunsAgain() {
    handler().fail(1);
    Task task = tasks().enqueue(work("a"));
    runDue();

    Task failed = stored(task);
    pass(Duration.ofMillis(999));
    runDue();
    int early = handler().runs().size();
    pass(Duration.ofMillis(1));
    runDue();

    assertThat(failed.state()).isEqualTo(TaskState.PENDING);
    assertThat(failed.attempts()).isEqualTo(1);
    assertThat(failed.lastError()).contains("scripted to fail");
    assertThat(early).isEqualTo(1);
    assertThat(handler().runs()).hasSize(2);
    assertThat(state(task)).isEqualTo(TaskState.DONE);
    assertThat(stored(task).lastError()).isEmpty();
  }

  @Test
  @DisplayName("P-08 what is another machine's to do is offered again, and no attempt is counted")
  default void workOfAnotherMachineIsOfferedAgain() {
    handler().leave(7);
    Task task = tasks().enqueue(work("a"));
    for (int times = 0; times < 7; times++) {
      runDue();
      Task left = stored(task);
      assertThat(left.state()).isEqualTo(TaskState.PENDING);
      assertThat(left.attempts()).isZero();
      assertThat(left.lastError()).isEmpty();
      pass(Duration.ofSeconds(1));
    }

    runDue();

    assertThat(state(task)).isEqualTo(TaskState.DONE);
    assertThat(handler().runs()).hasSize(8);
  }

  @Test
  @DisplayName("P-08 the back-off doubles, and the fifth failure stalls the task")
  default void theFifthFailureStalls() {
    Task task = tasks().enqueue(work("a"));

    stall(task);
    pass(Duration.ofHours(1));
    runDue();

    Task stalled = stored(task);
    assertThat(stalled.state()).isEqualTo(TaskState.STALLED);
    assertThat(stalled.attempts()).isEqualTo(5);
    assertThat(stalled.lastError()).contains("scripted to fail");
    assertThat(handler().runs()).extracting(Task::attempts).containsExactly(1, 2, 3, 4, 5);
    assertThat(tasks().enqueue(work("a"))).isEqualTo(stalled);
  }

  @Test
  @DisplayName("P-08 a stalled task that is retried runs at once, with all its attempts")
  default void aStalledTaskIsRetried() {
    Task task = tasks().enqueue(work("a"));
    stall(task);
    handler().fail(1);

    Task retried = tasks().retry(task.id());
    runDue();
    Task failed = stored(task);
    pass(Duration.ofSeconds(1));
    runDue();

    assertThat(retried.state()).isEqualTo(TaskState.PENDING);
    assertThat(retried.attempts()).isZero();
    assertThat(failed.state()).isEqualTo(TaskState.PENDING);
    assertThat(failed.attempts()).isEqualTo(1);
    assertThat(state(task)).isEqualTo(TaskState.DONE);
  }

  @Test
  @DisplayName("P-08 a pending task cannot be retried")
  default void aPendingTaskIsNotRetried() {
    Task task = tasks().enqueue(work("a"));

    assertRefused(TaskState.PENDING, () -> tasks().retry(task.id()));

    assertThat(tasks().find(task.id())).contains(task);
  }

  @Test
  @DisplayName("P-08 a running task can neither be retried nor cancelled")
  default void aRunningTaskIsLeftAlone() {
    handler()
        .during(
            task -> {
              assertRefused(TaskState.RUNNING, () -> tasks().retry(task.id()));
              assertRefused(TaskState.RUNNING, () -> tasks().cancel(task.id()));
            });
    Task task = tasks().enqueue(work("a"));

    runDue();

    assertThat(state(task)).isEqualTo(TaskState.DONE);
  }

  @Test
  @DisplayName("P-08 a task that is done can neither be retried nor cancelled")
  default void aDoneTaskIsLeftAlone() {
    Task task = tasks().enqueue(work("a"));
    runDue();

    assertRefused(TaskState.DONE, () -> tasks().retry(task.id()));
    assertRefused(TaskState.DONE, () -> tasks().cancel(task.id()));

    assertThat(state(task)).isEqualTo(TaskState.DONE);
  }

  @Test
  @DisplayName("P-08 a cancelled task never runs, and its work can be enqueued again")
  default void aPendingTaskIsCancelled() {
    Task task = tasks().enqueue(work("a"));

    tasks().cancel(task.id());
    runDue();
    int ran = handler().runs().size();
    Task again = tasks().enqueue(work("a"));
    runDue();

    assertThat(ran).isZero();
    assertThat(tasks().find(task.id())).isEmpty();
    assertThat(state(again)).isEqualTo(TaskState.DONE);
    assertThat(handler().runs()).hasSize(1);
  }

  @Test
  @DisplayName("P-08 a stalled task can be cancelled")
  default void aStalledTaskIsCancelled() {
    Task task = tasks().enqueue(work("a"));
    stall(task);

    tasks().cancel(task.id());

    assertThat(tasks().list(ProjectId.DEFAULT, Optional.empty(), 10)).isEmpty();
  }

  @Test
  @DisplayName("P-08 a task that is not there is not found")
  default void anUnknownTaskIsNotFound() {
    var unknown = new TaskId("tsk-unknown");

    assertThat(tasks().find(unknown)).isEmpty();
    assertThatExceptionOfType(NotFound.class).isThrownBy(() -> tasks().retry(unknown));
    assertThatExceptionOfType(NotFound.class).isThrownBy(() -> tasks().cancel(unknown));
  }

  @Test
  @DisplayName("P-08 tasks are listed by project, newest first")
  default void tasksAreListedNewestFirst() {
    Task first = tasks().enqueue(work("a"));
    Task second = tasks().enqueue(work("b"));
    Task third = tasks().enqueue(work("c"));
    Task other = tasks().enqueue(workOfAnotherProject("d"));

    assertThat(tasks().list(ProjectId.DEFAULT, Optional.empty(), 10))
        .containsExactly(third, second, first);
    assertThat(tasks().list(ProjectId.DEFAULT, Optional.empty(), 2)).containsExactly(third, second);
    assertThat(tasks().list(other.work().project(), Optional.empty(), 10)).containsExactly(other);
  }

  @Test
  @DisplayName(
      "P-08 a list goes on after the place where a page ended, whatever came or went since")
  default void aListGoesOn() {
    List<Task> enqueued = new ArrayList<>();
    for (int number = 0; number < 7; number++) {
      enqueued.addFirst(tasks().enqueue(work("key-" + number)));
    }
    List<Task> first = tasks().list(ProjectId.DEFAULT, Optional.empty(), 3);
    tasks().enqueue(work("later"));
    tasks().cancel(first.getLast().id());

    List<Task> rest = tasks().list(ProjectId.DEFAULT, Optional.empty(), after(first), 100);

    assertThat(first).isEqualTo(enqueued.subList(0, 3));
    assertThat(rest).isEqualTo(enqueued.subList(3, 7));
    assertThat(tasks().list(ProjectId.DEFAULT, Optional.of(TaskState.PENDING), after(first), 2))
        .isEqualTo(rest.subList(0, 2));
    assertThat(tasks().list(ProjectId.DEFAULT, Optional.empty(), after(rest), 1)).isEmpty();
  }

  @Test
  @DisplayName("S-28, P-08 tasks go with their project, and are not run afterwards")
  default void tasksGoWithTheirProject() {
    Task ours = tasks().enqueue(work("a"));
    Task gone = tasks().enqueue(workOfAnotherProject("b"));

    deleteTheProjectOf(gone);
    runDue();

    assertThat(tasks().find(gone.id())).isEmpty();
    assertThat(handler().runs()).extracting(Task::id).containsExactly(ours.id());
    assertThat(tasks().list(gone.work().project(), Optional.empty(), 10)).isEmpty();
  }

  @Test
  @DisplayName("S-28, P-08 a task whose project is deleted while it runs is not noted any more")
  default void aTaskRunsWhenItsProjectGoes() {
    handler().during(this::deleteTheProjectOf);
    Task gone = tasks().enqueue(workOfAnotherProject("a"));

    runDue();
    runDue();

    assertThat(handler().runs()).hasSize(1);
    assertThat(tasks().find(gone.id())).isEmpty();
  }

  @Test
  @DisplayName("P-08 many claimers run each task once")
  default void manyClaimersRunEachTaskOnce() {
    List<String> keys = IntStream.range(0, 500).mapToObj(Integer::toString).toList();

    try (ExecutorService claimers = Executors.newVirtualThreadPerTaskExecutor()) {
      keys.forEach(key -> claimers.execute(() -> tasks().enqueue(work(key))));
      IntStream.range(0, 8).forEach(i -> claimers.execute(this::runDue));
    }
    runDue();

    assertThat(handler().runs())
        .extracting(task -> task.work().key())
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  @DisplayName("P-08 tasks are listed by their state")
  default void tasksAreListedByState() {
    Task done = tasks().enqueue(work("a"));
    runDue();
    Task stalled = tasks().enqueue(work("b"));
    stall(stalled);
    Task pending = tasks().enqueue(work("c"));

    assertThat(ids(TaskState.DONE)).containsExactly(done.id());
    assertThat(ids(TaskState.STALLED)).containsExactly(stalled.id());
    assertThat(ids(TaskState.PENDING)).containsExactly(pending.id());
    assertThat(ids(TaskState.RUNNING)).isEmpty();
  }

  private List<TaskId> ids(TaskState state) {
    return tasks().list(ProjectId.DEFAULT, Optional.of(state), 10).stream().map(Task::id).toList();
  }

  private void stall(Task task) {
    handler().fail(Task.MAX_ATTEMPTS);
    runDue();
    for (int seconds = 1; seconds <= 8; seconds *= 2) {
      int runs = handler().runs().size();
      pass(Duration.ofSeconds(seconds).minusMillis(1));
      runDue();
      assertThat(handler().runs()).as("runs before %s s were over", seconds).hasSize(runs);
      pass(Duration.ofMillis(1));
      runDue();
    }
    assertThat(state(task)).isEqualTo(TaskState.STALLED);
  }

  private TaskState state(Task task) {
    return stored(task).state();
  }

  private Task stored(Task task) {
    return tasks().find(task.id()).orElseThrow();
  }

  private NewTask workOfAnotherProject(String key) {
    var other = new ProjectId("other");
    projects().create(new Project(other, Optional.empty(), ProjectSettings.NONE, Instant.EPOCH));
    return new NewTask(other, FakeTaskHandler.NAME, key, Optional.empty());
  }

  private void deleteTheProjectOf(Task task) {
    projects().delete(task.work().project());
  }

  private static Optional<TaskCursor> after(List<Task> page) {
    return Optional.of(TaskCursor.of(page.getLast()));
  }

  private static NewTask work(String key) {
    return new NewTask(ProjectId.DEFAULT, FakeTaskHandler.NAME, key, Optional.empty());
  }

  private static NewTask work(String key, String payload) {
    return new NewTask(ProjectId.DEFAULT, FakeTaskHandler.NAME, key, Optional.of(payload));
  }

  private static void assertRefused(TaskState state, Runnable request) {
    assertThatExceptionOfType(WrongState.class)
        .isThrownBy(request::run)
        .satisfies(refusal -> assertThat(refusal.state()).isEqualTo(state));
  }
}
