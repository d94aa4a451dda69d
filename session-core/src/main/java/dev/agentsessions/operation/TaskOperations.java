package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskCursor;
import dev.agentsessions.task.TaskException;
import dev.agentsessions.task.TaskId;
import dev.agentsessions.task.TaskState;
import dev.agentsessions.task.Tasks;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * What callers may do with a project's background work (P-08). Safe for many threads.
 *
 * <p>Every method throws {@link SessionException.Denied} when the caller may not.
 */
public final class TaskOperations {
  private final Tasks tasks;
  private final Authorizer authorizer;

  @Inject
  TaskOperations(Tasks tasks, Authorizer authorizer) {
    this.tasks = requireNonNull(tasks, "tasks");
    this.authorizer = requireNonNull(authorizer, "authorizer");
  }

  /**
   * Newest first.
   *
   * @param state only those in it; absent: all
   * @param after where the page before ended; absent: from the newest
   * @param limit at least 1
   */
  public TaskPage list(
      Caller caller,
      ProjectId project,
      Optional<TaskState> state,
      Optional<TaskCursor> after,
      int limit) {
    authorizer.check(caller, Permission.VIEW, project);
    List<Task> found = tasks.list(project, state, after, limit + 1);
    boolean isLast = found.size() <= limit;
    List<Task> items = isLast ? found : found.subList(0, limit);
    return new TaskPage(
        items, isLast ? Optional.empty() : Optional.of(TaskCursor.of(items.getLast())));
  }

  /**
   * Lets a stalled task start over.
   *
   * @throws TaskException.NotFound if the project has no such task
   * @throws TaskException.WrongState unless it is stalled
   */
  public Task retry(Caller caller, ProjectId project, TaskId task) {
    authorizer.check(caller, Permission.EDIT, project);
    checkProject(project, task);
    return tasks.retry(task);
  }

  /**
   * Forgets a task that nobody has begun, or nobody goes on with.
   *
   * @throws TaskException.NotFound if the project has no such task
   * @throws TaskException.WrongState unless it is pending or stalled
   */
  public void cancel(Caller caller, ProjectId project, TaskId task) {
    authorizer.check(caller, Permission.EDIT, project);
    checkProject(project, task);
    tasks.cancel(task);
  }

  /** A task never changes its project. */
  private void checkProject(ProjectId project, TaskId task) {
    if (tasks.find(task).filter(found -> found.work().project().equals(project)).isEmpty()) {
      throw new TaskException.NotFound(task);
    }
  }
}
