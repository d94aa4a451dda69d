package dev.agentsessions.task;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;

/**
 * A place in a list of tasks, newest first. Stays valid when the task that it names is gone.
 *
 * @param createdAt of the task before
 * @param id of the task before
 */
public record TaskCursor(Instant createdAt, TaskId id) implements Comparable<TaskCursor> {
  private static final Comparator<TaskCursor> NEWEST_FIRST =
      Comparator.comparing(TaskCursor::createdAt)
          .thenComparing(cursor -> cursor.id().value())
          .reversed();

  public TaskCursor {
    requireNonNull(createdAt, "createdAt");
    requireNonNull(id, "id");
  }

  /** The place after a task. */
  public static TaskCursor of(Task task) {
    return new TaskCursor(task.createdAt(), task.id());
  }

  /** In the order of the list. */
  @Override
  public int compareTo(TaskCursor other) {
    return NEWEST_FIRST.compare(this, other);
  }
}
