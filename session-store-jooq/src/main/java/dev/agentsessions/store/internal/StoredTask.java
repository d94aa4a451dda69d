package dev.agentsessions.store.internal;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.task.Task;

/**
 * A task as stored.
 *
 * @param execution the one of db-scheduler's that may run it
 */
record StoredTask(Task task, String execution) {
  StoredTask {
    requireNonNull(task, "task");
    requireNonNull(execution, "execution");
  }

  StoredTask with(Task next) {
    return new StoredTask(next, execution);
  }
}
