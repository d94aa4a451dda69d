package dev.agentsessions.testkit.task;

import static dev.agentsessions.task.Tasks.MAX_UNFINISHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.task.NewTask;
import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskException.LimitReached;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How much work {@link dev.agentsessions.task.Tasks} take. */
public interface TaskLimitContract extends RunningTasks {
  /**
   * In SQL, tasks by the numbers n of a series, which is to follow: quicker than by enqueuing each,
   * and in the order of their names, as indexes like it.
   */
  String INSERT =
      "insert into task (id, project, name, task_key, state, attempts, execution, created_at,"
          + " updated_at) select concat('tsk-', 100000 + n), 'default', 'many', concat('', 100000 +"
          + " n), 'PENDING', 0, concat('exe-', 100000 + n), current_timestamp, current_timestamp"
          + " from ";

  /** Makes tasks that wait, however it is done. */
  void make(int count) throws Exception;

  @Test
  @DisplayName(
      "P-08 of tasks that are not done there are at most 100,000, and one that is known is")
  default void tooMuchWorkIsRefused() throws Exception {
    make(MAX_UNFINISHED - 1);
    Task last = tasks().enqueue(work("last"));

    assertThatExceptionOfType(LimitReached.class)
        .isThrownBy(() -> tasks().enqueue(work("one more")))
        .withMessageContaining("100000 tasks");
    assertThat(tasks().enqueue(work("last"))).isEqualTo(last);

    tasks().cancel(last.id());
    assertThat(tasks().find(tasks().enqueue(work("one more")).id())).isPresent();
  }

  private static NewTask work(String key) {
    return new NewTask(ProjectId.DEFAULT, FakeTaskHandler.NAME, key, Optional.empty());
  }
}
