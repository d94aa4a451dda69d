package dev.agentsessions.task;

import dev.agentsessions.project.ProjectId;
import java.util.List;
import java.util.Optional;

/**
 * Durable background work (P-08). Each task is run by one claimer at a time, at most {@link
 * Task#MAX_ATTEMPTS} times until somebody retries it. Safe for many threads and processes. Passes
 * {@code TasksContract}.
 */
public interface Tasks {
  /** How many may be pending, running or stalled at one time, in all projects. */
  int MAX_UNFINISHED = 100_000;

  /**
   * Enqueues work, unless work of the same name and key was enqueued before, whatever became of it.
   * Tasks that are done are forgotten some time later; then it is done again. With their project
   * all are.
   *
   * @return the task of this name and key, as stored
   * @throws TaskException.LimitReached if {@value #MAX_UNFINISHED} are not done; several hosts that
   *     enqueue at the same time may exceed it by some
   */
  Task enqueue(NewTask work);

  Optional<Task> find(TaskId task);

  /**
   * A project's tasks, newest first.
   *
   * @param state only those in it; absent: all
   * @param after where the page before ended; absent: from the newest
   * @param max at least 1
   */
  List<Task> list(
      ProjectId project, Optional<TaskState> state, Optional<TaskCursor> after, int max);

  /** The first of them. */
  default List<Task> list(ProjectId project, Optional<TaskState> state, int max) {
    return list(project, state, Optional.empty(), max);
  }

  /**
   * Lets a stalled task start over, at once and with all its attempts.
   *
   * @return the task as stored
   * @throws TaskException.WrongState unless it is stalled
   * @throws TaskException.NotFound if there is no such task
   */
  Task retry(TaskId task);

  /**
   * Forgets a task that is pending or stalled; the same work can be enqueued again.
   *
   * @throws TaskException.WrongState if it runs or is done
   * @throws TaskException.NotFound if there is no such task
   */
  void cancel(TaskId task);
}
