package dev.agentsessions.workspace;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Reason;
import dev.agentsessions.worker.Endpoint;
import java.util.Optional;

/** How a session's environment is. */
public sealed interface EnvironmentState {
  /** It is being made, or has moved and comes back. */
  record Pending(String message) implements EnvironmentState {
    public Pending {
      requireNonNull(message, "message");
    }
  }

  /**
   * Workers can run there. The endpoint may differ from the last one: the environment has moved,
   * and its processes with it or not.
   *
   * @param unnamed why the session's branch still has another name than its spec says
   */
  record Ready(Endpoint endpoint, Optional<WorkspaceProblem> unnamed) implements EnvironmentState {
    public Ready {
      requireNonNull(endpoint, "endpoint");
      requireNonNull(unnamed, "unnamed");
    }

    /** As the spec says. */
    public Ready(Endpoint endpoint) {
      this(endpoint, Optional.empty());
    }
  }

  /** It cannot be made; trying again changes nothing. */
  record Failed(Reason reason, String message) implements EnvironmentState {
    public Failed {
      requireNonNull(reason, "reason");
      requireNonNull(message, "message");
    }
  }

  /** It was there and is lost, with every process in it. */
  record Gone(Reason reason, String message) implements EnvironmentState {
    public Gone {
      requireNonNull(reason, "reason");
      requireNonNull(message, "message");
    }
  }
}
