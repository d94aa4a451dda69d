package dev.agentsessions.task;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.time.Ticker;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tasks that are gone with the program; its reconcilers enqueue again what is still to be done. Of
 * those that are done the last {@value #MAX_DONE} are remembered, and earlier work that is enqueued
 * again is done again.
 */
final class InMemoryTasks implements Tasks, ForgetsTasks {
  static final int MAX_DONE = 10_000;

  /** Until what is another machine's to do is offered again. */
  private static final Duration ELSEWHERE = Duration.ofSeconds(1);

  private record Key(String name, String key) {
    static Key of(NewTask work) {
      return new Key(work.name(), work.key());
    }
  }

  private record Due(Duration at, long order, TaskId task) {}

  private final Ticker ticker;
  private final InstantSource clock;
  private final IdGenerator ids;
  private final ReentrantLock lock = new ReentrantLock(); // guards all below
  private final Condition changed = lock.newCondition();
  private final SequencedMap<TaskId, Task> tasks = new LinkedHashMap<>();
  private final Map<Key, TaskId> keys = new HashMap<>();
  private final Deque<TaskId> done = new ArrayDeque<>();
  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
  private long order;

  @Inject
  InMemoryTasks(Ticker ticker, InstantSource clock, IdGenerator ids) {
    this.ticker = requireNonNull(ticker, "ticker");
    this.clock = requireNonNull(clock, "clock");
    this.ids = requireNonNull(ids, "ids");
  }

  @Override
  public Task enqueue(NewTask work) {
    lock.lock();
    try {
      TaskId known = keys.get(Key.of(work));
      if (known != null) {
        return get(known);
      }
      int unfinished = tasks.size() - done.size();
      if (unfinished == MAX_UNFINISHED) {
        throw new TaskException.LimitReached(unfinished);
      }
      Task task = Task.of(new TaskId(ids.next(TaskId.PREFIX)), work, clock.instant());
      keys.put(Key.of(work), task.id());
      return pending(task);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Task> find(TaskId task) {
    lock.lock();
    try {
      return Optional.ofNullable(tasks.get(task));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<Task> list(
      ProjectId project, Optional<TaskState> state, Optional<TaskCursor> after, int max) {
    checkArgument(max > 0, "max must be above zero: %s", max);
    lock.lock();
    try {
      return tasks.values().stream()
          .filter(task -> task.work().project().equals(project))
          .filter(task -> state.isEmpty() || task.state() == state.get())
          .filter(task -> after.isEmpty() || TaskCursor.of(task).compareTo(after.get()) > 0)
          .sorted(Comparator.comparing(TaskCursor::of))
          .limit(max)
          .toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Task retry(TaskId task) {
    lock.lock();
    try {
      return pending(get(task).retried(clock.instant()));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void cancel(TaskId task) {
    lock.lock();
    try {
      Task cancelled = get(task);
      if (!cancelled.state().isCancellable()) {
        throw new TaskException.WrongState(cancelled, "cancel");
      }
      forget(cancelled); // what is queued of it is skipped
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void forget(ProjectId project) {
    lock.lock();
    try {
      List<Task> gone =
          tasks.values().stream().filter(task -> task.work().project().equals(project)).toList();
      gone.forEach(this::forget);
      done.removeIf(task -> !tasks.containsKey(task));
    } finally {
      lock.unlock();
    }
  }

  /** Takes the task that is due next; {@link #succeeded} or {@link #failed} gives it back. */
  Optional<Task> claim() {
    lock.lock();
    try {
      if (untilDue().filter(wait -> !wait.isPositive()).isEmpty()) {
        return Optional.empty();
      }
      Task claimed = get(due.remove().task()).claimed(clock.instant());
      tasks.put(claimed.id(), claimed);
      return Optional.of(claimed);
    } finally {
      lock.unlock();
    }
  }

  /** Nothing, if the task is forgotten. */
  void succeeded(TaskId task) {
    lock.lock();
    try {
      if (tasks.computeIfPresent(task, (id, ran) -> ran.done(clock.instant())) == null) {
        return;
      }
      done.add(task);
      if (done.size() > MAX_DONE) {
        forget(get(done.remove()));
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * @return the task as stored; empty when it is forgotten
   */
  Optional<Task> failed(TaskId task, String error) {
    lock.lock();
    try {
      Task ran = tasks.get(task);
      if (ran == null) {
        return Optional.empty();
      }
      Task failed = ran.failed(error, clock.instant());
      if (failed.state() == TaskState.PENDING) {
        return Optional.of(pending(failed));
      }
      tasks.put(task, failed);
      return Optional.of(failed);
    } finally {
      lock.unlock();
    }
  }

  /** Offers a task again, some time later. Nothing, if the task is forgotten. */
  void returned(TaskId task) {
    lock.lock();
    try {
      Task ran = tasks.get(task);
      if (ran != null) {
        pending(ran.returned(clock.instant()), ELSEWHERE);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a task is due or the time is over. */
  void awaitDue(Duration longest) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = longest.toNanos();
      long slice = Math.min(left, nanosUntilDue());
      while (slice > 0) {
        left -= slice - changed.awaitNanos(slice);
        slice = Math.min(left, nanosUntilDue());
      }
    } finally {
      lock.unlock();
    }
  }

  private long nanosUntilDue() {
    return untilDue().map(Duration::toNanos).orElse(Long.MAX_VALUE);
  }

  private Optional<Duration> untilDue() {
    while (!due.isEmpty() && !tasks.containsKey(due.element().task())) {
      due.remove(); // cancelled
    }
    return Optional.ofNullable(due.peek()).map(next -> next.at().minus(ticker.now()));
  }

  private Task pending(Task task) {
    return pending(task, task.backOff());
  }

  private Task pending(Task task, Duration wait) {
    tasks.put(task.id(), task);
    due.add(new Due(ticker.now().plus(wait), order++, task.id()));
    changed.signalAll();
    return task;
  }

  private void forget(Task task) {
    tasks.remove(task.id());
    keys.remove(Key.of(task.work()));
  }

  private Task get(TaskId id) {
    Task task = tasks.get(id);
    if (task == null) {
      throw new TaskException.NotFound(id);
    }
    return task;
  }
}
