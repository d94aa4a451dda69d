package dev.agentsessions.workspace;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.Reason;
import dev.agentsessions.worker.Endpoint;
import java.util.Optional;

/** How a session's environment is. */
public sealed interface EnvironmentState {
  /**
   * It is being made, or has moved and comes back.
   *
   * @param provision what it has so far of what it shall have, where it is made of clones
   */
  record Pending(String message, Provision provision) implements EnvironmentState {
    public Pending {
      requireNonNull(message, "message");
      requireNonNull(provision, "provision");
    }

    /** One that is not made of clones. */
    public Pending(String message) {
      this(message, Provision.NONE);
    }
  }

  /**
   * Workers can run there. The endpoint may differ from the last one: the environment has moved,
   * and its processes with it or not.
   *
   * @param unnamed why the session's branch still has another name than its spec says
   * @param branch that is checked out there now; absent: none, or that is not known
   * @param provision what it has of what it shall have, where it is made of clones
   * @param unmodeled why the session's language model cannot be the one that its spec says; absent:
   *     it can as far as the environment knows (S-24)
   */
  record Ready(
      Endpoint endpoint,
      Optional<WorkspaceProblem> unnamed,
      Optional<String> branch,
      Provision provision,
      Optional<String> unmodeled)
      implements EnvironmentState {
    public Ready {
      requireNonNull(endpoint, "endpoint");
      requireNonNull(unnamed, "unnamed");
      requireNonNull(branch, "branch");
      requireNonNull(provision, "provision");
      requireNonNull(unmodeled, "unmodeled");
    }

    /** One that is not made of clones. */
    public Ready(Endpoint endpoint, Optional<WorkspaceProblem> unnamed, Optional<String> branch) {
      this(endpoint, unnamed, branch, Provision.NONE, Optional.empty());
    }

    /** The same, with this in it. */
    public Ready with(Provision provision) {
      return new Ready(endpoint, unnamed, branch, provision, unmodeled);
    }

    /** The same, where the model that is wanted cannot be had, and this is why. */
    public Ready unmodeled(String why) {
      return new Ready(endpoint, unnamed, branch, provision, Optional.of(why));
    }

    /** As the spec says. */
    public Ready(Endpoint endpoint) {
      this(endpoint, Optional.empty(), Optional.empty());
    }

    /** The same, with this branch checked out. */
    public Ready on(Optional<String> branch) {
      return new Ready(endpoint, unnamed, branch, provision, unmodeled);
    }
  }

  /** It cannot be made; trying again changes nothing. */
  record Failed(Reason reason, String message) implements EnvironmentState {
    public Failed {
      requireNonNull(reason, "reason");
      requireNonNull(message, "message");
    }
  }

  /**
   * What ran in it has come to its end by itself, and nothing of it runs any more (K-04).
   *
   * @param ending of the session, which has come to its end with it
   */
  record Over(Ending ending) implements EnvironmentState {
    public Over {
      requireNonNull(ending, "ending");
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
