package dev.agentsessions.task;

import com.google.common.collect.Maps;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what is due, on the thread that calls. Safe for many threads. */
final class TaskRunner {
  private static final Logger log = LoggerFactory.getLogger(TaskRunner.class);
  private static final int MAX_ERROR = 500;

  private final InMemoryTasks tasks;
  private final Map<String, TaskHandler> handlers;

  /**
   * @throws IllegalArgumentException if two handlers have one name
   */
  @Inject
  TaskRunner(InMemoryTasks tasks, Set<TaskHandler> handlers) {
    this.tasks = tasks;
    this.handlers = Maps.uniqueIndex(handlers, TaskHandler::name);
  }

  /**
   * Runs tasks until none is due or the thread is interrupted.
   *
   * @return how many
   */
  int runDue() {
    int ran = 0;
    while (!Thread.currentThread().isInterrupted()) {
      Optional<Task> task = tasks.claim();
      if (task.isEmpty()) {
        break;
      }
      run(task.get());
      ran++;
    }
    return ran;
  }

  private void run(Task task) {
    try {
      handler(task).run(task);
      tasks.succeeded(task.id());
    } catch (Throwable e) { // whatever it was, no task stays RUNNING without somebody who runs it
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      Task failed = tasks.failed(task.id(), error(e));
      if (failed.state() == TaskState.STALLED) {
        log.warn("{} {} stalled", task.work().name(), task.id(), e);
      }
    }
  }

  private TaskHandler handler(Task task) {
    return Optional.ofNullable(handlers.get(task.work().name()))
        .orElseThrow(() -> new IllegalStateException("nobody handles " + task.work().name()));
  }

  private static String error(Throwable e) {
    String error = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    return error.length() <= MAX_ERROR ? error : error.substring(0, MAX_ERROR) + "…";
  }
}
