package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionMetadata;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired.Goal;
import jakarta.inject.Inject;
import java.util.stream.Stream;

/** Changes to a session that leave its state alone: its notes (S-06) and its workers (W-01). */
final class ChangeOperations {
  private final Steps steps;
  private final NewWorkers newWorkers;
  private final Limits limits;

  @Inject
  ChangeOperations(Steps steps, NewWorkers newWorkers, Limits limits) {
    this.steps = requireNonNull(steps, "steps");
    this.newWorkers = requireNonNull(newWorkers, "newWorkers");
    this.limits = requireNonNull(limits, "limits");
  }

  Pipeline<SessionOperation<PatchSession>> patch() {
    return steps.change("patch", PatchSession::target, this::patch);
  }

  Pipeline<SessionOperation<AddWorker>> addWorker() {
    return steps.change("add-worker", AddWorker::target, this::addWorker);
  }

  Pipeline<SessionOperation<DeleteWorker>> deleteWorker() {
    return steps.change("delete-worker", DeleteWorker::target, this::deleteWorker);
  }

  private void patch(SessionOperation<PatchSession> operation) {
    Session session = operation.session();
    SessionMetadata patched = operation.input().patch().applyTo(session.metadata());
    if (!patched.equals(session.metadata())) {
      operation.become(session.withMetadata(patched, steps.by(operation)));
    }
  }

  private void addWorker(SessionOperation<AddWorker> operation) {
    Session session = operation.session();
    operation.dependsOnState();
    if (session.state() != SessionState.ACTIVE) {
      throw new SessionException.WrongPhase(session.state(), "a new worker", "start it first");
    }
    Limits.checkWorkers(operation.project(), session.workers().size() + 1);
    limits.checkOutput(operation.project());
    Worker worker =
        newWorkers.add(operation.projectId(), operation.input().worker(), session.workers());
    operation.become(
        session
            .withRevision(session.revision().next(steps.by(operation)))
            .withWorkers(Stream.concat(session.workers().stream(), Stream.of(worker)).toList()));
  }

  private void deleteWorker(SessionOperation<DeleteWorker> operation) {
    Session session = operation.session();
    Worker worker = Steps.worker(session, operation.input().worker());
    operation.become(
        session
            .withRevision(session.revision().next(steps.by(operation)))
            .withWorker(worker.id(), found -> found.wanting(Goal.DELETE)));
  }
}
