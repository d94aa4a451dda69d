package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskCursor;
import java.util.List;
import java.util.Optional;

/**
 * Some of a project's tasks, newest first.
 *
 * @param next where to go on; absent at the end
 */
public record TaskPage(List<Task> items, Optional<TaskCursor> next) {
  public TaskPage {
    items = List.copyOf(items);
    requireNonNull(next, "next");
  }
}
