package dev.agentsessions.store.internal;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskState;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What becomes of tasks while they run. An execution is somebody's alone until it is abandoned; who
 * comes late changes nothing. Safe from any thread.
 */
public final class TaskClaims {
  /** As long as events, which tell what became of the work. */
  private static final Duration REMEMBERED = Duration.ofDays(30);

  private final Database database;
  private final InstantSource clock;
  private final TaskRows tasks;
  private final ExecutionRows executions;

  /**
   * @param clock says when states change; in microseconds
   */
  @Inject
  public TaskClaims(Database database, InstantSource clock) {
    this.database = requireNonNull(database, "database");
    this.clock = requireNonNull(clock, "clock");
    this.tasks = new TaskRows(database.dsl());
    this.executions = new ExecutionRows(database.dsl());
  }

  /** Gives up what a program of the same name had claimed, and ended without a word. */
  void abandon(TaskClaimer claimer) {
    database.write(
        work -> {
          executions.lose(work, claimer);
          return true;
        });
  }

  /**
   * Begins the next attempt.
   *
   * @param execution which the caller has for itself
   * @return empty when there is nothing to do: cancelled, done, another execution's, or attempted
   *     too often by programs that died
   */
  Optional<StoredTask> claim(String execution) {
    return database.write(
        work -> {
          Optional<StoredTask> found = tasks.lock(work, execution);
          return found.isPresent() ? claim(work, found.get()) : Optional.empty();
        });
  }

  private Optional<StoredTask> claim(Work work, StoredTask before) throws SQLException {
    Instant now = clock.instant();
    Task task = before.task();
    // The execution is ours alone, so nobody runs it any more.
    Task left =
        task.state() == TaskState.RUNNING
            ? task.failed("the program that ran it is gone", now)
            : task;
    boolean begins = left.state() == TaskState.PENDING;
    StoredTask after = before.with(begins ? left.claimed(now) : left);
    if (!after.equals(before)) {
      tasks.change(work, before, after);
    }
    return begins ? Optional.of(after) : Optional.empty();
  }

  /**
   * @return whether the attempt still counted
   */
  boolean succeeded(StoredTask claimed) {
    return changed(claimed, claimed.task().done(clock.instant())).isPresent();
  }

  /**
   * @return the task as stored; empty when the attempt no longer counted
   */
  Optional<Task> failed(StoredTask claimed, String error) {
    return changed(claimed, claimed.task().failed(error, clock.instant()));
  }

  /**
   * Leaves the work to somebody else.
   *
   * @return whether the attempt still counted
   */
  boolean returned(StoredTask claimed) {
    return changed(claimed, claimed.task().returned(clock.instant())).isPresent();
  }

  private Optional<Task> changed(StoredTask claimed, Task next) {
    boolean counted = database.write(work -> tasks.change(work, claimed, claimed.with(next)));
    return counted ? Optional.of(next) : Optional.empty();
  }

  /** Forgets what is done for long. */
  void forget() {
    Instant before = clock.instant().minus(REMEMBERED);
    database.write(work -> tasks.forget(work, before));
  }
}
