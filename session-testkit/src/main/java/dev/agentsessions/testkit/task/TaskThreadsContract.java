package dev.agentsessions.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.task.NewTask;
import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What durable tasks promise of the threads that run them. */
public interface TaskThreadsContract extends RunningTasks {
  /** Of this machine, which builds something else, too. */
  Duration LONG = Duration.ofSeconds(30);

  Duration STEP = Duration.ofMillis(100);

  /** Starts the program's own threads. */
  void startThreads();

  /** Tells the program that its host closes, and closes it. */
  void closeProgram();

  /** Opens another program on what the one before left. */
  void openProgram();

  @Test
  @DisplayName("P-08 work is done by itself, and again when it failed")
  default void workIsDoneByItself() {
    startThreads();
    Task first = tasks().enqueue(work("a"));
    awaitWhileTimePasses(() -> state(first) == TaskState.DONE);

    handler().fail(1);
    Task second = tasks().enqueue(work("b"));
    awaitWhileTimePasses(() -> state(second) == TaskState.DONE);

    assertThat(stored(second).attempts()).isEqualTo(2);
  }

  @Test
  @DisplayName("P-08 eight tasks run at a time")
  default void eightTasksRunAtATime() {
    var begun = new CountDownLatch(8);
    var end = new CountDownLatch(1);
    handler()
        .during(
            task -> {
              begun.countDown();
              awaitQuietly(end);
            });
    List<Task> all =
        IntStream.range(0, 20).mapToObj(i -> tasks().enqueue(work("task " + i))).toList();

    startThreads();
    awaitWhileTimePasses(() -> begun.getCount() == 0);
    int running = tasks().list(ProjectId.DEFAULT, Optional.of(TaskState.RUNNING), 20).size();
    end.countDown();

    assertThat(running).isEqualTo(8);
    awaitWhileTimePasses(() -> all.stream().allMatch(t -> state(t) == TaskState.DONE));
    assertThat(handler().runs()).hasSize(20);
  }

  @Test
  @DisplayName("P-08, X-05 who closes interrupts what runs; the next program goes on with all")
  default void theNextProgramGoesOn() {
    var begun = new CountDownLatch(8);
    var interrupted = new AtomicBoolean();
    handler()
        .during(
            task -> {
              begun.countDown();
              interrupted.set(!awaitQuietly(new CountDownLatch(1)));
              throw new IllegalStateException("interrupted");
            });
    List<Task> all =
        IntStream.range(0, 12).mapToObj(i -> tasks().enqueue(work("task " + i))).toList();
    startThreads();
    awaitWhileTimePasses(() -> begun.getCount() == 0);

    closeProgram();
    assertThat(interrupted).isTrue();
    assertThat(handler().runs()).hasSize(8);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("tasks-"));

    openProgram();
    handler().during(task -> {});
    startThreads();
    awaitWhileTimePasses(() -> all.stream().allMatch(t -> state(t) == TaskState.DONE));
    assertThat(handler().runs()).hasSize(8 + 12);
  }

  /** Waits are by the program's time, too, so that has to go on. */
  private void awaitWhileTimePasses(Callable<Boolean> fact) {
    await()
        .atMost(LONG)
        .pollInterval(STEP)
        .until(
            () -> {
              pass(STEP);
              return fact.call();
            });
  }

  private Task stored(Task task) {
    return tasks().find(task.id()).orElseThrow();
  }

  private TaskState state(Task task) {
    return stored(task).state();
  }

  private static boolean awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static NewTask work(String key) {
    return new NewTask(ProjectId.DEFAULT, FakeTaskHandler.NAME, key, Optional.empty());
  }
}
