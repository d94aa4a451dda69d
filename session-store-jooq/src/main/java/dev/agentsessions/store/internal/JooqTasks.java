package dev.agentsessions.store.internal;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.task.NewTask;
import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskCursor;
import dev.agentsessions.task.TaskException;
import dev.agentsessions.task.TaskId;
import dev.agentsessions.task.TaskState;
import dev.agentsessions.task.Tasks;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Tasks in a SQL database: ours is what became of the work, db-scheduler's when it is due. Safe
 * from any thread.
 */
public final class JooqTasks implements Tasks {
  private static final String EXECUTION = "exe-";

  private final Headroom<Tasks> headroom = new Headroom<>(MAX_UNFINISHED);
  private final Database database;
  private final TaskScheduler scheduler;
  private final TaskTime time;
  private final InstantSource clock;
  private final IdGenerator ids;
  private final TaskRows tasks;
  private final ExecutionRows executions;

  /**
   * @param clock says when states change; in microseconds
   */
  @Inject
  public JooqTasks(
      Database database,
      TaskScheduler scheduler,
      TaskTime time,
      InstantSource clock,
      IdGenerator ids) {
    this.database = requireNonNull(database, "database");
    this.scheduler = requireNonNull(scheduler, "scheduler");
    this.time = requireNonNull(time, "time");
    this.clock = requireNonNull(clock, "clock");
    this.ids = requireNonNull(ids, "ids");
    this.tasks = new TaskRows(database.dsl());
    this.executions = new ExecutionRows(database.dsl());
  }

  @Override
  public Task enqueue(NewTask wanted) {
    Optional<Task> known = find(wanted);
    if (known.isPresent()) {
      return known.get();
    }
    Task task = Task.of(new TaskId(ids.next(TaskId.PREFIX)), wanted, clock.instant());
    try {
      add(new StoredTask(task, ids.next(EXECUTION)));
      return task;
    } catch (Conflict taken) {
      return find(wanted)
          .orElseThrow(
              () ->
                  new Unavailable(
                      "just enqueued and cancelled by others, or its project is gone", taken));
    }
  }

  private Optional<Task> find(NewTask wanted) {
    return database.read(work -> tasks.find(work, wanted)).map(StoredTask::task);
  }

  private void add(StoredTask row) {
    Instant due = time.instant();
    boolean fits = headroom.take(this);
    database.write(
        work -> {
          if (!fits && !headroom.take(this, tasks.countUnfinished(work))) {
            throw new TaskException.LimitReached(MAX_UNFINISHED);
          }
          tasks.add(work, row);
          executions.add(work, row.execution(), due);
          return row;
        });
    scheduler.wake();
  }

  @Override
  public Optional<Task> find(TaskId task) {
    return database.read(work -> tasks.find(work, task)).map(StoredTask::task);
  }

  @Override
  public List<Task> list(
      ProjectId project, Optional<TaskState> state, Optional<TaskCursor> after, int max) {
    checkArgument(max > 0, "max must be above zero: %s", max);
    return database.search(work -> tasks.list(work, project, state, after, max));
  }

  @Override
  public Task retry(TaskId task) {
    Instant due = time.instant();
    Task retried =
        database.write(
            work -> {
              StoredTask before = locked(work, task);
              // Another execution: the one that stalled is perhaps not removed yet.
              var after =
                  new StoredTask(before.task().retried(clock.instant()), ids.next(EXECUTION));
              tasks.change(work, before, after);
              executions.add(work, after.execution(), due);
              return after.task();
            });
    scheduler.wake();
    return retried;
  }

  @Override
  public void cancel(TaskId task) {
    database.write(
        work -> {
          StoredTask cancelled = locked(work, task);
          if (!cancelled.task().state().isCancellable()) {
            throw new TaskException.WrongState(cancelled.task(), "cancel");
          }
          tasks.delete(work, cancelled);
          executions.drop(work, cancelled.execution());
          return cancelled;
        });
  }

  private StoredTask locked(Work work, TaskId task) throws SQLException {
    return tasks.lock(work, task).orElseThrow(() -> new TaskException.NotFound(task));
  }
}
