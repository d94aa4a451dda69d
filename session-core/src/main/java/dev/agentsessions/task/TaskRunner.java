package dev.agentsessions.task;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Inject;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what is due, on the thread that calls. Safe for many threads. */
final class TaskRunner {
  private static final Logger log = LoggerFactory.getLogger(TaskRunner.class);

  private final InMemoryTasks tasks;
  private final TaskHandlers handlers;

  @Inject
  TaskRunner(InMemoryTasks tasks, TaskHandlers handlers) {
    this.tasks = requireNonNull(tasks, "tasks");
    this.handlers = requireNonNull(handlers, "handlers");
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
    handlers
        .attempt(task)
        .ifPresentOrElse(failure -> failed(task, failure), () -> tasks.succeeded(task.id()));
  }

  private void failed(Task task, TaskFailure failure) {
    if (failure.isElsewhere()) {
      tasks.returned(task.id());
      return;
    }
    tasks
        .failed(task.id(), failure.message())
        .filter(failed -> failed.state() == TaskState.STALLED)
        .ifPresent(
            stalled -> log.warn("{} {} stalled", task.work().name(), task.id(), failure.cause()));
  }
}
