package dev.agentsessions.worker;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionIdentity;
import dev.agentsessions.worker.WorkerDesired.Goal;
import java.time.Instant;

/**
 * A process doing its work inside a session, as stored.
 *
 * @param name unique in its session, 1..200 characters
 * @param desired written by operations only
 * @param observed written by the owner only
 */
public record Worker(
    WorkerId id,
    String name,
    WorkerKind kind,
    WindowSize size,
    Instant createdAt,
    WorkerDesired desired,
    WorkerObserved observed) {
  public Worker {
    requireNonNull(id, "id");
    SessionException.Invalid.check(
        !name.isBlank() && name.length() <= SessionIdentity.MAX_NAME,
        "workers.name",
        "must have 1..200 characters");
    requireNonNull(kind, "kind");
    requireNonNull(size, "size");
    requireNonNull(createdAt, "createdAt");
    requireNonNull(desired, "desired");
    requireNonNull(observed, "observed");
  }

  /** A worker wanted for the first time; what has no process rests from the start. */
  public static Worker wanted(
      WorkerId id, String name, WorkerKind kind, WindowSize size, Instant createdAt) {
    Goal goal = kind.hasProcess() ? Goal.RUN : Goal.STOP;
    WorkerObserved observed = kind.hasProcess() ? WorkerObserved.NOTHING : WorkerObserved.NEVER_RAN;
    return new Worker(id, name, kind, size, createdAt, new WorkerDesired(goal, 1), observed);
  }

  public Worker withDesired(WorkerDesired desired) {
    return new Worker(id, name, kind, size, createdAt, desired, observed);
  }

  public Worker withObserved(WorkerObserved observed) {
    return new Worker(id, name, kind, size, createdAt, desired, observed);
  }

  public Worker withSize(WindowSize size) {
    return new Worker(id, name, kind, size, createdAt, desired, observed);
  }

  /** The same, of another agent or none other. */
  public Worker withKind(WorkerKind kind) {
    return new Worker(id, name, kind, size, createdAt, desired, observed);
  }

  /** Wanted to run anew, as a process after every earlier one; the same where there is none. */
  public Worker restarted() {
    if (!kind.hasProcess()) {
      return this;
    }
    return withDesired(
        new WorkerDesired(Goal.RUN, Math.max(desired.epoch(), observed.epoch()) + 1));
  }

  /** An agent that is wanted, and was tried. */
  public boolean isAgentAtWork() {
    return kind instanceof AgentWorker
        && desired.goal() == Goal.RUN
        && wasTried()
        && observed.state() != WorkerState.EXITED;
  }

  /** Its owner starts it as the next process; the one that may still run is not wanted any more. */
  public Worker anew() {
    return withObserved(WorkerObserved.starting(observed.epoch() + 1));
  }

  /** Wanted with another goal; the process asked for stays the same. */
  public Worker wanting(Goal goal) {
    return withDesired(new WorkerDesired(goal, desired.epoch()));
  }

  /** Its process wanted was tried, and this is what became of it. */
  public boolean wasTried() {
    return observed.epoch() >= desired.epoch();
  }
}
