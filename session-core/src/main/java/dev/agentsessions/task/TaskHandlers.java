package dev.agentsessions.task;

import com.google.common.collect.Maps;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All handlers of a host, by the name of the work they do. Safe for many threads. */
public final class TaskHandlers {
  private final Map<String, TaskHandler> handlers;

  /**
   * @throws IllegalArgumentException if two handlers have one name
   */
  @Inject
  public TaskHandlers(Set<TaskHandler> handlers) {
    this.handlers = Maps.uniqueIndex(handlers, TaskHandler::name);
  }

  /**
   * Makes one attempt at a task, on the thread that calls. Whatever a handler throws is an answer,
   * or a task would stay RUNNING without somebody who runs it.
   *
   * @return why it failed; empty when the work is done
   */
  public Optional<TaskFailure> attempt(Task task) {
    try {
      handler(task).run(task);
      return Optional.empty();
    } catch (Throwable e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return Optional.of(new TaskFailure(e));
    }
  }

  private TaskHandler handler(Task task) {
    return Optional.ofNullable(handlers.get(task.work().name()))
        .orElseThrow(() -> new IllegalStateException("nobody handles " + task.work().name()));
  }
}
