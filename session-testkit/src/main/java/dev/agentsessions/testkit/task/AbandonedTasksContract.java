package dev.agentsessions.testkit.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.task.NewTask;
import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What becomes of tasks whose program is gone, or was silent for too long: what tasks promise that
 * outlive their program. A claimer whose heart does not beat stands for one that was killed.
 */
public interface AbandonedTasksContract extends RunningTasks {
  /** The time after which a claim without a heartbeat may be given to somebody else. */
  Duration SILENCE = Duration.ofSeconds(13);

  /** Looks for claims that were abandoned. */
  void reviveAbandoned();

  @Test
  @DisplayName("P-08, L-01 a task whose program died while it ran is run again by another")
  default void anAbandonedTaskRunsAgain() {
    Task task = tasks().enqueue(work());
    Runnable release = hang();

    pass(SILENCE);
    reviveAbandoned();
    runDue();

    Task done = stored(task);
    assertThat(done.state()).isEqualTo(TaskState.DONE);
    assertThat(done.attempts()).isEqualTo(2);
    release.run();
  }

  @Test
  @DisplayName("P-08 while a claimer may be alive nobody else runs its task")
  default void aTaskIsNotAbandonedEarly() {
    Task task = tasks().enqueue(work());
    Runnable release = hang();

    pass(Duration.ofSeconds(11));
    reviveAbandoned();
    runDue();

    assertThat(handler().runs()).hasSize(1);
    assertThat(stored(task).state()).isEqualTo(TaskState.RUNNING);
    release.run();
    await().until(() -> stored(task).state() == TaskState.DONE);
  }

  @Test
  @DisplayName("P-08, L-02 a claimer that comes late changes nothing")
  default void whoComesLateChangesNothing() throws InterruptedException {
    Task task = tasks().enqueue(work());
    var late = new CountDownLatch(1);
    handler()
        .during(
            run -> {
              if (run.attempts() == 1) {
                Uninterruptibles.awaitUninterruptibly(late);
                throw new IllegalStateException("nobody wants to know");
              }
            });
    Thread first = Thread.ofVirtual().start(this::runDue);
    await().until(() -> stored(task).state() == TaskState.RUNNING);
    pass(SILENCE);
    reviveAbandoned();
    runDue();
    Task done = stored(task);

    late.countDown();

    assertThat(first.join(Duration.ofSeconds(30))).isTrue();
    assertThat(stored(task)).isEqualTo(done);
    assertThat(done.state()).isEqualTo(TaskState.DONE);
  }

  @Test
  @DisplayName("P-08 a task that five programs died of is stalled, and can be retried")
  default void aTaskThatKillsProgramsIsStalled() {
    Task task = tasks().enqueue(work());

    for (int program = 1; program <= Task.MAX_ATTEMPTS; program++) {
      int ran = handler().runs().size();
      hang();
      assertThat(handler().runs()).hasSize(ran + 1);
      pass(SILENCE);
      reviveAbandoned();
    }
    runDue();

    Task stalled = stored(task);
    assertThat(stalled.state()).isEqualTo(TaskState.STALLED);
    assertThat(stalled.attempts()).isEqualTo(Task.MAX_ATTEMPTS);
    assertThat(stalled.lastError()).contains("the program that ran it is gone");
    handler().during(run -> {});
    tasks().retry(task.id());
    runDue();
    assertThat(stored(task).state()).isEqualTo(TaskState.DONE);
  }

  /**
   * Lets a claimer run what is due and never end.
   *
   * @return lets it end after all
   */
  private Runnable hang() {
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    handler()
        .during(
            run -> {
              handler().during(next -> {});
              begun.countDown();
              Uninterruptibles.awaitUninterruptibly(end);
            });
    Thread claimer = Thread.ofVirtual().start(this::runDue);
    await().until(() -> begun.getCount() == 0);
    return () -> {
      end.countDown();
      Uninterruptibles.joinUninterruptibly(claimer);
    };
  }

  private Task stored(Task task) {
    return tasks().find(task.id()).orElseThrow();
  }

  private static NewTask work() {
    return new NewTask(ProjectId.DEFAULT, FakeTaskHandler.NAME, "a", Optional.empty());
  }
}
