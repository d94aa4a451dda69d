package dev.agentsessions.event;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.message.MessageId;
import dev.agentsessions.message.MessageRole;
import dev.agentsessions.message.MessageState;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Reconciled.State;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerState;
import dev.agentsessions.workspace.GitUrl;
import java.util.Optional;

/**
 * A fact about a session. Switch over it without a default. {@link #type} is what journals and
 * streams call it.
 */
public sealed interface SessionChange {
  String type();

  /** A fact about one of the session's workers. */
  sealed interface OfWorker extends SessionChange {
    WorkerId worker();
  }

  /** A fact about what was done for the session, with nothing of it changed. */
  sealed interface Audited extends SessionChange {}

  /** The session is there. */
  record SessionCreated(String name, SessionState state) implements SessionChange {
    @Override
    public String type() {
      return "session.created";
    }
  }

  /** Callers want something else of it. */
  record SessionDesired(Desired desired) implements SessionChange {
    @Override
    public String type() {
      return "session.desired";
    }
  }

  /** It went from one state to another; the same state twice means that its ending rose. */
  record SessionMoved(
      SessionState from, SessionState to, Optional<Reason> reason, Optional<String> message)
      implements SessionChange {
    @Override
    public String type() {
      return "session.moved";
    }
  }

  /** Its spec was replaced. */
  record SpecChanged(long generation) implements SessionChange {
    @Override
    public String type() {
      return "session.spec-changed";
    }
  }

  /** Its display name, labels or annotations changed. */
  record MetadataChanged(String displayName) implements SessionChange {
    @Override
    public String type() {
      return "session.metadata-changed";
    }
  }

  /** Another branch is checked out where it works, or its branch has another name (G-08). */
  record BranchChanged(String branch) implements SessionChange {
    @Override
    public String type() {
      return "session.branch-changed";
    }
  }

  /** Its workspace shall have a clone of a repository (S-21). */
  record RepositoryAdded(String repository, GitUrl url, String branch) implements SessionChange {
    @Override
    public String type() {
      return "repository.added";
    }
  }

  /** It shall have a repository no longer (S-22); its folder goes after that. */
  record RepositoryRemoved(String repository) implements SessionChange {
    @Override
    public String type() {
      return "repository.removed";
    }
  }

  /**
   * A repository's clone became this far.
   *
   * @param message why it failed
   */
  record RepositoryMoved(String repository, State state, Optional<String> message)
      implements SessionChange {
    @Override
    public String type() {
      return "repository.moved";
    }
  }

  /** Its agents shall run in another workflow (S-23); absent: in none. */
  record WorkflowSwitched(Optional<ActiveWorkflow> workflow) implements SessionChange {
    @Override
    public String type() {
      return "workflow.switched";
    }
  }

  /**
   * The workflow that it shall have became this far; Ready: agents run in it.
   *
   * @param message why it failed
   */
  record WorkflowMoved(State state, Optional<String> message) implements SessionChange {
    @Override
    public String type() {
      return "workflow.moved";
    }
  }

  /** Its conditions changed. */
  record ConditionsChanged() implements SessionChange {
    @Override
    public String type() {
      return "session.conditions-changed";
    }
  }

  /**
   * It was deleted: from now on it is not found. Its last event to callers.
   *
   * @param desired whether its files should go too
   * @param directory where they are; absent if it never had any
   */
  record SessionDeleted(Desired desired, Optional<String> directory) implements SessionChange {
    @Override
    public String type() {
      return "session.deleted";
    }
  }

  /**
   * It is gone, with everything that was kept for it.
   *
   * @param kept the directory of files that should have gone and stay, with somebody's work in them
   * @param parked the directory of the repository in which work that was in them is now
   * @param message why they stay, or what was parked and on which ref
   */
  record SessionCleaned(Optional<String> kept, Optional<String> parked, Optional<String> message)
      implements SessionChange {
    /** Nothing was worth keeping. */
    public static final SessionCleaned WHOLLY =
        new SessionCleaned(Optional.empty(), Optional.empty(), Optional.empty());

    @Override
    public String type() {
      return "session.cleaned";
    }
  }

  /**
   * An agent said what came of its run.
   *
   * @param isError whether it holds the run for failed
   */
  record ResultReported(Optional<Boolean> isError) implements SessionChange {
    @Override
    public String type() {
      return "session.result-reported";
    }
  }

  /**
   * Somebody of the session was given a git token (T-07), which is not told.
   *
   * @param repository that it was asked for
   * @param worker who asked; absent: what has the session's own token
   */
  record GitTokenIssued(GitUrl repository, Optional<WorkerId> worker) implements Audited {
    @Override
    public String type() {
      return "session.git-token-issued";
    }
  }

  /** A worker is wanted. */
  record WorkerAdded(WorkerId worker, String name) implements OfWorker {
    @Override
    public String type() {
      return "worker.added";
    }
  }

  /** A worker's process changed. */
  record WorkerMoved(WorkerId worker, WorkerState state, long epoch, Optional<WorkerExit> exit)
      implements OfWorker {
    @Override
    public String type() {
      return "worker.moved";
    }
  }

  /** A worker's terminal has another size. */
  record WorkerResized(WorkerId worker, WindowSize size) implements OfWorker {
    @Override
    public String type() {
      return "worker.resized";
    }
  }

  /** A worker runs another agent from its next process on. */
  record AgentSwitched(WorkerId worker, AgentId agent) implements OfWorker {
    @Override
    public String type() {
      return "worker.agent-switched";
    }
  }

  /** A worker is gone, with its output. */
  record WorkerRemoved(WorkerId worker) implements OfWorker {
    @Override
    public String type() {
      return "worker.removed";
    }
  }

  /** A worker does something else. */
  record ActivityChanged(WorkerId worker, Activity activity) implements OfWorker {
    @Override
    public String type() {
      return "activity.changed";
    }
  }

  /**
   * Something is said to a worker or by it, or reached it, or never will. What is said is in the
   * message, not in its events.
   *
   * @param reason why it failed
   */
  record MessageMoved(
      WorkerId worker,
      MessageId message,
      MessageRole role,
      MessageState state,
      Optional<String> reason)
      implements OfWorker {
    @Override
    public String type() {
      return switch (state) {
        case QUEUED -> "message.queued";
        case DELIVERED -> "message.delivered";
        case FAILED -> "message.failed";
      };
    }
  }
}
