package dev.agentsessions.task;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Work as stored. A value: each method answers the next one (P-08).
 *
 * @param attempts begun since it was enqueued or last retried by somebody
 * @param lastError why the last attempt failed, for people; absent once it is done
 * @param updatedAt when the state last changed
 */
public record Task(
    TaskId id,
    NewTask work,
    TaskState state,
    int attempts,
    Optional<String> lastError,
    Instant createdAt,
    Instant updatedAt) {
  public static final int MAX_ATTEMPTS = 5;
  private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);

  public Task {
    requireNonNull(id, "id");
    requireNonNull(work, "work");
    requireNonNull(state, "state");
    checkArgument(attempts >= 0, "attempts are not negative: %s", attempts);
    requireNonNull(lastError, "lastError");
    requireNonNull(createdAt, "createdAt");
    requireNonNull(updatedAt, "updatedAt");
  }

  /** Work that nobody has begun. */
  public static Task of(TaskId id, NewTask work, Instant at) {
    return new Task(id, work, TaskState.PENDING, 0, Optional.empty(), at, at);
  }

  /** Begun once more, whatever it was. */
  public Task claimed(Instant at) {
    return new Task(id, work, TaskState.RUNNING, attempts + 1, lastError, createdAt, at);
  }

  /** Pending as before it was claimed: it is somebody else's to do. */
  public Task returned(Instant at) {
    return new Task(id, work, TaskState.PENDING, attempts - 1, lastError, createdAt, at);
  }

  public Task done(Instant at) {
    return new Task(id, work, TaskState.DONE, attempts, Optional.empty(), createdAt, at);
  }

  /** Pending again, due after {@link #backOff}; stalled after the last attempt. */
  public Task failed(String error, Instant at) {
    TaskState next = attempts < MAX_ATTEMPTS ? TaskState.PENDING : TaskState.STALLED;
    return new Task(id, work, next, attempts, Optional.of(error), createdAt, at);
  }

  /**
   * Pending, as if nothing had been tried.
   *
   * @throws TaskException.WrongState unless it is stalled
   */
  public Task retried(Instant at) {
    if (state != TaskState.STALLED) {
      throw new TaskException.WrongState(this, "retry");
    }
    return new Task(id, work, TaskState.PENDING, 0, lastError, createdAt, at);
  }

  /** From the last failure to the next attempt: 1 s, doubled with each, at most 5 min. */
  public Duration backOff() {
    if (attempts == 0) {
      return Duration.ZERO;
    }
    Duration wait = FIRST_BACK_OFF.multipliedBy(1L << Math.min(attempts - 1, 30));
    return wait.compareTo(LONGEST_BACK_OFF) < 0 ? wait : LONGEST_BACK_OFF;
  }
}
