package dev.agentsessions.identity;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.HostId;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.WorkerRef;

/** What a caller is, as the credential says. Switch over it without a default. */
public sealed interface Standing {
  /** Somebody with sessions of their own. */
  record Person() implements Standing {}

  /** Somebody who may do everything. */
  record Administrator() implements Standing {}

  /** What acts for one session, and for nothing else. */
  record OfSession(ProjectId project, SessionId session) implements Standing {
    public OfSession {
      requireNonNull(project, "project");
      requireNonNull(session, "session");
    }
  }

  /**
   * What runs as a worker of one session.
   *
   * @param epoch of the process
   */
  record OfWorker(ProjectId project, WorkerRef worker, long epoch) implements Standing {
    public OfWorker {
      requireNonNull(project, "project");
      requireNonNull(worker, "worker");
      checkArgument(epoch > 0, "epochs start at 1: %s", epoch);
    }
  }

  /** Another host of the same store. */
  record OfHost(HostId host) implements Standing {
    public OfHost {
      requireNonNull(host, "host");
    }
  }

  Standing PERSON = new Person();
  Standing ADMINISTRATOR = new Administrator();
}
