package dev.agentsessions.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.memory.InMemoryStore;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.Projects;
import dev.agentsessions.testkit.FakeClock;
import dev.agentsessions.testkit.FakeTicker;
import dev.agentsessions.testkit.SequentialIds;
import dev.agentsessions.testkit.task.FakeTaskHandler;
import dev.agentsessions.testkit.task.TaskLimitContract;
import dev.agentsessions.testkit.task.TasksContract;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InMemoryTasksTest implements TasksContract, TaskLimitContract {
  private final FakeTicker ticker = new FakeTicker();
  private final FakeClock clock = FakeClock.atNoon();
  private final FakeTaskHandler handler = new FakeTaskHandler();
  private final InMemoryTasks tasks = new InMemoryTasks(ticker, clock, new SequentialIds());
  private final Projects projects = new InMemoryStore(clock, tasks).projects();
  private final TaskRunner runner = new TaskRunner(tasks, new TaskHandlers(Set.of(handler)));

  @Override
  public Tasks tasks() {
    return tasks;
  }

  @Override
  public Projects projects() {
    return projects;
  }

  @Override
  public FakeTaskHandler handler() {
    return handler;
  }

  @Override
  public void runDue() {
    runner.runDue();
  }

  @Override
  public void pass(Duration time) {
    ticker.advance(time);
  }

  @Test
  @DisplayName("P-08 the back-off is monotonic: a clock that jumps changes nothing")
  void aClockThatJumpsChangesNothing() {
    handler.fail(1);
    tasks.enqueue(work("a"));
    runDue();

    clock.advance(Duration.ofDays(1));
    runDue();
    int runsAfterTheJump = handler.runs().size();
    clock.advance(Duration.ofDays(-2));
    pass(Duration.ofSeconds(1));
    runDue();

    assertThat(runsAfterTheJump).isEqualTo(1);
    assertThat(handler.runs()).hasSize(2);
  }

  @Test
  @DisplayName("P-08 a task says when it was enqueued and when its state last changed")
  void aTaskHasItsTimes() {
    Task task = tasks.enqueue(work("a"));
    clock.advance(Duration.ofSeconds(3));
    runDue();

    Task done = tasks.find(task.id()).orElseThrow();

    assertThat(done.createdAt()).isEqualTo(FakeClock.NOON);
    assertThat(done.updatedAt()).isEqualTo(FakeClock.NOON.plusSeconds(3));
  }

  @Test
  void theBackOffEndsAtFiveMinutes() {
    Task task = Task.of(new TaskId("tsk-1"), work("a"), FakeClock.NOON);
    for (int i = 0; i < 40; i++) {
      task = task.claimed(FakeClock.NOON);
    }

    assertThat(task.backOff()).isEqualTo(Duration.ofMinutes(5));
  }

  @Override
  public void make(int count) {
    for (int i = 0; i < count; i++) {
      tasks.enqueue(work("task " + i));
    }
  }

  @Test
  void doneTasksDoNotCountForTheLimit() {
    make(Tasks.MAX_UNFINISHED);

    runDue();

    assertThat(tasks.enqueue(work("one more")).state()).isEqualTo(TaskState.PENDING);
  }

  @Test
  void onlyTheLastTasksThatAreDoneAreRemembered() {
    Task first = tasks.enqueue(work("first"));
    Task second = tasks.enqueue(work("second"));
    for (int i = 0; i < InMemoryTasks.MAX_DONE - 1; i++) {
      tasks.enqueue(work("task " + i));
    }

    runDue();

    assertThat(tasks.find(first.id())).isEmpty();
    assertThat(tasks.find(second.id())).isPresent();
    assertThat(tasks.enqueue(work("first")).state()).isEqualTo(TaskState.PENDING);
  }

  private static NewTask work(String key) {
    return new NewTask(ProjectId.DEFAULT, FakeTaskHandler.NAME, key, Optional.empty());
  }
}
