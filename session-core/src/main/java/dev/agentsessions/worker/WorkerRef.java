package dev.agentsessions.worker;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionId;

/** A worker and the session it is in: what runtimes and output logs know it by. */
public record WorkerRef(SessionId session, WorkerId worker) {
  public WorkerRef {
    requireNonNull(session, "session");
    requireNonNull(worker, "worker");
  }

  @Override
  public String toString() {
    return session + "/" + worker;
  }
}
