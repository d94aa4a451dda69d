package dev.agentsessions.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.testkit.FakeClock;
import dev.agentsessions.testkit.FakeTicker;
import dev.agentsessions.testkit.SequentialIds;
import dev.agentsessions.testkit.task.FakeTaskHandler;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskRunnerTest {
  private final FakeTaskHandler handler = new FakeTaskHandler();
  private final InMemoryTasks tasks =
      new InMemoryTasks(new FakeTicker(), FakeClock.atNoon(), new SequentialIds());
  private final TaskRunner runner = new TaskRunner(tasks, new TaskHandlers(Set.of(handler)));

  @Test
  void workThatNobodyHandlesFailsAndSaysSo() {
    Task task = tasks.enqueue(work("unheard-of"));

    runner.runDue();

    assertThat(tasks.find(task.id()).orElseThrow().lastError())
        .contains("nobody handles unheard-of");
  }

  @Test
  void anErrorOfTheHandlerIsAFailureToo() {
    handler.during(
        task -> {
          throw new StackOverflowError();
        });
    Task task = tasks.enqueue(work(FakeTaskHandler.NAME));

    runner.runDue();

    assertThat(tasks.find(task.id()).orElseThrow().state()).isEqualTo(TaskState.PENDING);
    assertThat(tasks.find(task.id()).orElseThrow().lastError()).contains("StackOverflowError");
  }

  @Test
  void aLongErrorIsCut() {
    handler.during(
        task -> {
          throw new IllegalStateException("x".repeat(5000));
        });
    Task task = tasks.enqueue(work(FakeTaskHandler.NAME));

    runner.runDue();

    assertThat(tasks.find(task.id()).orElseThrow().lastError()).contains("x".repeat(500) + "…");
  }

  @Test
  void workThatATaskEnqueuesIsDueToo() {
    handler.during(task -> tasks.enqueue(work("another")));
    tasks.enqueue(work(FakeTaskHandler.NAME));

    assertThat(runner.runDue()).isEqualTo(2);
  }

  @Test
  void twoHandlersOfOneNameAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TaskHandlers(Set.of(handler, new FakeTaskHandler())))
        .withMessageContaining(FakeTaskHandler.NAME);
  }

  private static NewTask work(String name) {
    return new NewTask(ProjectId.DEFAULT, name, "key", Optional.empty());
  }
}
