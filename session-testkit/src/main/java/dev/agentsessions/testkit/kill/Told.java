package dev.agentsessions.testkit.kill;

import dev.agentsessions.event.SessionChange;
import dev.agentsessions.event.SessionChange.ActivityChanged;
import dev.agentsessions.event.SessionChange.AgentSwitched;
import dev.agentsessions.event.SessionChange.BranchChanged;
import dev.agentsessions.event.SessionChange.ConditionsChanged;
import dev.agentsessions.event.SessionChange.GitTokenIssued;
import dev.agentsessions.event.SessionChange.MessageMoved;
import dev.agentsessions.event.SessionChange.MetadataChanged;
import dev.agentsessions.event.SessionChange.RepositoryAdded;
import dev.agentsessions.event.SessionChange.RepositoryMoved;
import dev.agentsessions.event.SessionChange.RepositoryRemoved;
import dev.agentsessions.event.SessionChange.ResultReported;
import dev.agentsessions.event.SessionChange.SessionCleaned;
import dev.agentsessions.event.SessionChange.SessionCreated;
import dev.agentsessions.event.SessionChange.SessionDeleted;
import dev.agentsessions.event.SessionChange.SessionDesired;
import dev.agentsessions.event.SessionChange.SessionMoved;
import dev.agentsessions.event.SessionChange.SpecChanged;
import dev.agentsessions.event.SessionChange.WorkerAdded;
import dev.agentsessions.event.SessionChange.WorkerMoved;
import dev.agentsessions.event.SessionChange.WorkerRemoved;
import dev.agentsessions.event.SessionChange.WorkerResized;
import dev.agentsessions.event.SessionChange.WorkflowMoved;
import dev.agentsessions.event.SessionChange.WorkflowSwitched;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerObserved;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A session as its events tell it: they are committed with what they tell, so the stored session
 * must look the same. One thread.
 */
final class Told {
  /** What events tell of a session. */
  record Picture(
      SessionState state,
      Desired desired,
      String displayName,
      long version,
      Map<WorkerId, WorkerObserved> workers) {
    Picture {
      workers = Map.copyOf(workers);
    }

    static Picture of(Session stored) {
      Map<WorkerId, WorkerObserved> workers = new HashMap<>();
      for (Worker worker : stored.workers()) {
        workers.put(worker.id(), worker.observed());
      }
      return new Picture(
          stored.state(),
          stored.desired(),
          stored.metadata().displayName(),
          stored.revision().version(),
          workers);
    }
  }

  private final Map<WorkerId, WorkerObserved> workers = new HashMap<>();
  private final Set<String> displayNames = new HashSet<>();
  private SessionState state = SessionState.CREATED;
  private Desired desired = Desired.RUNNING;
  private String displayName = "";
  private int initialWorkers;
  private long intents;

  /**
   * @param events of one session that {@link Committers} made, from its first on
   */
  static Told by(List<SessionEvent> events) {
    var told = new Told();
    events.forEach(event -> told.tell(event.change()));
    return told;
  }

  Picture picture() {
    // Each change that callers ask for tells itself once, and moves the version by one.
    return new Picture(state, desired, displayName, 1 + intents, workers);
  }

  /** Every display name it ever had. */
  Set<String> displayNames() {
    return displayNames;
  }

  boolean isCleaned() {
    return state == SessionState.CLEANED;
  }

  private void tell(SessionChange change) {
    switch (change) {
      case SessionCreated created -> {
        state = created.state();
        name(created.name());
        initialWorkers = 1;
      }
      case SessionDesired wanted -> {
        desired = wanted.desired();
        intents++;
      }
      case SessionDeleted deleted -> {
        desired = Desired.DELETED;
        intents++;
      }
      case MetadataChanged changed -> {
        name(changed.displayName());
        intents++;
      }
      case SessionMoved moved -> state = moved.to();
      case SessionCleaned cleaned -> state = SessionState.CLEANED;
      case WorkerAdded added -> {
        workers.put(added.worker(), WorkerObserved.NOTHING);
        if (initialWorkers > 0) {
          initialWorkers--;
        } else {
          intents++;
        }
      }
      case WorkerMoved moved ->
          workers.compute(
              moved.worker(),
              (id, before) ->
                  new WorkerObserved(
                      moved.state(), moved.epoch(), moved.exit(), before.activity()));
      case ActivityChanged changed ->
          workers.compute(
              changed.worker(),
              (id, before) ->
                  new WorkerObserved(
                      before.state(), before.epoch(), before.exit(), changed.activity()));
      case WorkerRemoved removed -> workers.remove(removed.worker());
      case AgentSwitched ignored -> {}
      case SpecChanged ignored -> {}
      case BranchChanged ignored -> {}
      case RepositoryAdded ignored -> {}
      case RepositoryRemoved ignored -> {}
      case RepositoryMoved ignored -> {}
      case WorkflowSwitched ignored -> {}
      case WorkflowMoved ignored -> {}
      case ConditionsChanged ignored -> {}
      case WorkerResized ignored -> {}
      case MessageMoved ignored -> {}
      case ResultReported ignored -> {}
      case GitTokenIssued ignored -> {}
    }
  }

  private void name(String name) {
    displayName = name;
    displayNames.add(name);
  }
}
