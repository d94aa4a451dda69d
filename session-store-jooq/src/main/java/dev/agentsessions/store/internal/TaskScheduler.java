package dev.agentsessions.store.internal;

import static java.util.Objects.requireNonNull;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import dev.agentsessions.HostPart;
import dev.agentsessions.task.Task;
import dev.agentsessions.task.TaskFailure;
import dev.agentsessions.task.TaskHandlers;
import dev.agentsessions.task.TaskState;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks by db-scheduler, which knows when one is due, lets one program have it, and gives it
 * to another when that one's heartbeat stops (docs/decisions/0015). At most {@value #PARALLEL} run
 * at a time here. Safe from any thread.
 */
public final class TaskScheduler implements HostPart {
  private static final Logger log = LoggerFactory.getLogger(TaskScheduler.class);

  private static final String TABLE = "task_execution";
  private static final int PARALLEL = 8;

  /**
   * How late another host's work, or a next attempt, may begin. Work of this host begins at once.
   */
  private static final Duration POLL = Duration.ofSeconds(1);

  /**
   * A claim whose heart does not beat for so long is abandoned; who does so is found in another 6
   * s.
   */
  private static final Duration SILENCE = Duration.ofSeconds(12);

  private static final int MISSED_HEARTBEATS = 4;

  /** What is built in where db-scheduler runs on the thread that calls. */
  private static final int MISSED_WITHOUT_THREADS = 6;

  /** After what db-scheduler or the database failed in, not the task, or is another machine's. */
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  /** For tasks that do not end when they are interrupted; twice. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Database database;
  private final TaskClaims claims;
  private final TaskHandlers handlers;
  private final TaskTime time;
  private final TaskClaimer claimer;
  private final CustomTask<Void> running;
  private final RecurringTask<Void> tidying;
  private final Set<Thread> atWork = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;
  private volatile @Nullable Scheduler scheduler; // from start to close

  @Inject
  public TaskScheduler(
      Database database,
      TaskClaims claims,
      TaskHandlers handlers,
      TaskTime time,
      TaskClaimer claimer,
      Forgetting forgetting) {
    this.database = requireNonNull(database, "database");
    this.claims = requireNonNull(claims, "claims");
    this.handlers = requireNonNull(handlers, "handlers");
    this.time = requireNonNull(time, "time");
    this.claimer = requireNonNull(claimer, "claimer");
    running =
        Tasks.custom(ExecutionRows.NAME, Void.class)
            .onFailure(new OnFailureRetryLater<>(AFTER_TROUBLE))
            .onDeadExecutionRevive()
            .execute((execution, context) -> run(execution.getId()));
    tidying =
        Tasks.recurring(ExecutionRows.NAME + "-forget", FixedDelay.ofHours(1))
            .execute((execution, context) -> forgetting.run());
  }

  @Override
  public void start() {
    time.instant(); // read before anything else happens
    claims.abandon(claimer);
    scheduler = build();
  }

  /** Not before: a task may need any part of the host. */
  @Override
  public void hostStarted() {
    requireNonNull(scheduler, "scheduler").start();
  }

  private Scheduler build() {
    SchedulerBuilder builder =
        Scheduler.create(database.transactions(), List.of(running))
            .startTasks(List.of(tidying))
            .tableName(TABLE)
            .jdbcCustomization(new InstantColumns())
            .commitWhenAutocommitDisabled(true)
            .clock(time::instant)
            .schedulerName(new SchedulerName.Fixed(claimer.name()))
            .threads(PARALLEL)
            .executorService(Executors.newFixedThreadPool(PARALLEL, virtual("tasks-")))
            // It waits by Object.wait, which on Java 21 keeps a virtual thread's carrier.
            .dueExecutor(
                Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("tasks-due").daemon().factory()))
            .housekeeperExecutor(Executors.newScheduledThreadPool(2, virtual("tasks-upkeep-")))
            .pollingInterval(POLL)
            .heartbeatInterval(SILENCE.dividedBy(MISSED_HEARTBEATS))
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .failureLogging(LogLevel.WARN, false)
            .shutdownMaxWait(PATIENCE);
    return builder.build();
  }

  private static ThreadFactory virtual(String prefix) {
    return Thread.ofVirtual().name(prefix, 1).factory();
  }

  /** Work that is due was stored: looks at once instead of at the next poll. */
  void wake() {
    Scheduler started = scheduler;
    if (started != null) {
      started.triggerCheckForDueExecutions();
    }
  }

  /** Runs what is due on the thread that calls, for programs without threads of their own. */
  public void runDue() {
    ManualScheduler due = manual();
    while (hasDue(due)) {
      due.runAnyDueExecutions();
    }
  }

  /** Lets go what others had claimed and abandoned, for programs without threads of their own. */
  public void reviveAbandoned() {
    manual().runDeadExecutionDetection();
  }

  private ManualScheduler manual() {
    var now = new SettableClock();
    now.set(time.instant());
    var builder = TestHelper.createManualScheduler(database.transactions(), List.of(running));
    builder
        .tableName(TABLE)
        .clock(now)
        .jdbcCustomization(new InstantColumns())
        .commitWhenAutocommitDisabled(true)
        .heartbeatInterval(SILENCE.dividedBy(MISSED_WITHOUT_THREADS));
    return builder.build();
  }

  private static boolean hasDue(ManualScheduler due) {
    Instant now = due.getClock().now();
    return due.getScheduledExecutions().stream()
        .anyMatch(each -> !each.isPicked() && !each.getExecutionTime().isAfter(now));
  }

  /** One attempt; what it returns says what becomes of the execution. */
  private CompletionHandler<Void> run(String execution) {
    if (closing) {
      return (complete, operations) -> operations.reschedule(complete, time.instant());
    }
    return claims
        .claim(execution)
        .map(this::attempt)
        .orElse((complete, operations) -> operations.stop());
  }

  private CompletionHandler<Void> attempt(StoredTask claimed) {
    Optional<TaskFailure> failure = interruptibly(claimed.task());
    if (failure.isEmpty()) {
      return claims.succeeded(claimed)
          ? (complete, operations) -> operations.stop()
          : (complete, operations) -> {}; // somebody else's by now
    }
    if (failure.get().isElsewhere()) {
      Instant later = time.instant().plus(AFTER_TROUBLE);
      return claims.returned(claimed)
          ? (complete, operations) -> operations.reschedule(complete, later)
          : (complete, operations) -> {};
    }
    Optional<Task> failed = claims.failed(claimed, failure.get().message());
    if (failed.isEmpty()) {
      return (complete, operations) -> {};
    }
    if (failed.get().state() == TaskState.STALLED) {
      log.warn(
          "{} {} stalled",
          claimed.task().work().name(),
          claimed.task().id(),
          failure.get().cause());
      return (complete, operations) -> operations.stop();
    }
    Instant next = time.instant().plus(failed.get().backOff());
    return (complete, operations) -> operations.reschedule(complete, next);
  }

  private Optional<TaskFailure> interruptibly(Task task) {
    Thread thread = Thread.currentThread();
    atWork.add(thread);
    try {
      return handlers.attempt(task);
    } finally {
      atWork.remove(thread);
      Thread.interrupted(); // or what became of it could not be stored
    }
  }

  /** Begins no task from now on, and interrupts those that run: they are tried again elsewhere. */
  @Override
  public void hostClosing() {
    closing = true;
    atWork.forEach(Thread::interrupt);
  }

  @Override
  public void close() {
    Scheduler started = scheduler;
    scheduler = null;
    if (started != null) {
      started.stop();
    }
  }
}
