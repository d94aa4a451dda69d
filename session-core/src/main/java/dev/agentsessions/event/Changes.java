package dev.agentsessions.event;

import dev.agentsessions.event.SessionChange.ActivityChanged;
import dev.agentsessions.event.SessionChange.AgentSwitched;
import dev.agentsessions.event.SessionChange.BranchChanged;
import dev.agentsessions.event.SessionChange.ConditionsChanged;
import dev.agentsessions.event.SessionChange.MetadataChanged;
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
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SessionStatus;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerObserved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The events of a commit, read off the session before and after it. Every store writes these and no
 * others, so no change can go without its event. A pure function.
 */
public final class Changes {
  private Changes() {}

  /** Of a create. */
  public static List<SessionChange> of(Session created) {
    List<SessionChange> changes = new ArrayList<>();
    changes.add(new SessionCreated(created.identity().name(), created.state()));
    ProvisionChanges.of(created.spec().kind(), changes::add);
    created.workers().forEach(worker -> changes.add(added(worker)));
    return changes;
  }

  /** Of a commit; empty when nothing that anybody could see has changed. */
  public static List<SessionChange> between(Session before, Session after) {
    List<SessionChange> changes = new ArrayList<>();
    if (before.revision().generation() != after.revision().generation()) {
      changes.add(new SpecChanged(after.revision().generation()));
    }
    ProvisionChanges.between(before.spec().kind(), after.spec().kind(), changes::add);
    if (!before.metadata().equals(after.metadata())) {
      changes.add(new MetadataChanged(after.metadata().displayName()));
    }
    if (before.desired() != after.desired()) {
      changes.add(
          after.isDeleted()
              ? new SessionDeleted(after.desired(), after.status().run().directory())
              : new SessionDesired(after.desired()));
    }
    after.workers().forEach(worker -> addChanges(before.worker(worker.id()), worker, changes));
    before.workers().stream()
        .filter(worker -> after.worker(worker.id()).isEmpty())
        .forEach(worker -> changes.add(new WorkerRemoved(worker.id())));
    if (before.state() != after.state()
        || !before.status().ending().equals(after.status().ending())) {
      changes.add(moved(before, after));
    }
    branchChanged(before.status().run().branch(), after.status().run().branch())
        .ifPresent(changes::add);
    ProvisionChanges.between(before.provision(), after.provision(), changes::add);
    if (!before.status().conditions().equals(after.status().conditions())) {
      changes.add(new ConditionsChanged());
    }
    return changes;
  }

  /** The first one comes with its move. */
  private static Optional<SessionChange> branchChanged(
      Optional<String> before, Optional<String> after) {
    return after
        .filter(branch -> before.isPresent() && !before.get().equals(branch))
        .map(BranchChanged::new);
  }

  private static SessionChange moved(Session before, Session after) {
    return after.state() == SessionState.CLEANED
        ? cleaned(after.status())
        : new SessionMoved(
            before.state(), after.state(), after.status().reason(), after.status().message());
  }

  private static SessionChange cleaned(SessionStatus last) {
    Optional<String> place = last.run().directory();
    if (last.reason().filter(Reason.WORK_KEPT::equals).isPresent()) {
      return new SessionCleaned(place, Optional.empty(), last.message());
    }
    return last.reason().filter(Reason.WORK_PARKED::equals).isPresent()
        ? new SessionCleaned(Optional.empty(), place, last.message())
        : SessionCleaned.WHOLLY;
  }

  private static void addChanges(
      Optional<Worker> before, Worker after, List<SessionChange> changes) {
    if (before.isEmpty()) {
      changes.add(added(after));
      return;
    }
    if (!before.get().size().equals(after.size())) {
      changes.add(new WorkerResized(after.id(), after.size()));
    }
    if (after.kind() instanceof AgentWorker agent && !agent.equals(before.get().kind())) {
      changes.add(new AgentSwitched(after.id(), agent.agent()));
    }
    WorkerObserved seen = before.get().observed();
    WorkerObserved sees = after.observed();
    if (seen.state() != sees.state() || seen.epoch() != sees.epoch()) {
      changes.add(new WorkerMoved(after.id(), sees.state(), sees.epoch(), sees.exit()));
    }
    if (seen.activity() != sees.activity()) {
      changes.add(new ActivityChanged(after.id(), sees.activity()));
    }
  }

  private static WorkerAdded added(Worker worker) {
    return new WorkerAdded(worker.id(), worker.name());
  }
}
