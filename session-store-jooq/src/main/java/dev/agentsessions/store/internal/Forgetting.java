package dev.agentsessions.store.internal;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Inject;
import java.time.InstantSource;

/** Forgets what is over for long. One host does, every hour; by wall time, as people count. */
public final class Forgetting {
  private final TaskClaims tasks;
  private final JooqIdempotencyStore requests;
  private final InstantSource clock;

  @Inject
  public Forgetting(TaskClaims tasks, JooqIdempotencyStore requests, InstantSource clock) {
    this.tasks = requireNonNull(tasks, "tasks");
    this.requests = requireNonNull(requests, "requests");
    this.clock = requireNonNull(clock, "clock");
  }

  public void run() {
    tasks.forget();
    requests.forget(clock.instant());
  }
}
