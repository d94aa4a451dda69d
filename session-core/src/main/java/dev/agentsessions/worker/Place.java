package dev.agentsessions.worker;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.SessionId;

/**
 * Where a call to a {@link WorkerRuntime} goes and on whose authority: every call carries the
 * session's fence, and the receiver refuses one below the highest it has seen.
 *
 * @param endpoint as the session's Ready environment names it
 */
public record Place(SessionId session, Endpoint endpoint, Fence fence) {
  public Place {
    requireNonNull(session, "session");
    requireNonNull(endpoint, "endpoint");
    requireNonNull(fence, "fence");
  }

  public WorkerRef worker(WorkerId worker) {
    return new WorkerRef(session, worker);
  }
}
