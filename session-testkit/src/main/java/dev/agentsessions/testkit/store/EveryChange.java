package dev.agentsessions.testkit.store;

import static dev.agentsessions.testkit.store.FullSample.TEXT;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.event.SessionChange;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.LifecycleEvent;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionMetadata;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.worker.Activity;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The rest of a full sample's life, in which every kind of change happens. */
final class EveryChange {
  private EveryChange() {}

  /** Each commit, from the session as stored to the session as it shall be. */
  static List<UnaryOperator<Session>> commits() {
    return List.of(
        stored -> SampleChanges.spec(stored, SessionSpec.of(stored.spec().kind())).after(),
        stored ->
            SampleChanges.metadata(stored, new SessionMetadata("New " + TEXT, Map.of(), Map.of()))
                .after(),
        stored -> stored.wanting(Desired.RUNNING, SampleChanges.BOB),
        stored -> SampleChanges.workers(stored, resized(stored.workers())).after(),
        EveryChange::seen,
        stored -> SampleChanges.withoutWorker(stored, stored.workers().getFirst().id()).after(),
        stored -> stored.after(LifecycleEvent.FAIL, SampleSession.NOON),
        stored -> SampleChanges.delete(stored).after(),
        stored -> stored.after(LifecycleEvent.CLEAN, SampleSession.NOON));
  }

  /** Likewise, of a session whose workspace is made of clones. */
  static List<UnaryOperator<Session>> commitsOfWorkspace() {
    return List.of(
        stored -> of(stored, new AgenticSession(List.of(), Optional.empty())),
        stored -> of(stored, SampleSession.agentic()),
        stored -> stored.provisioned(FullSample.provision(), SampleSession.NOON));
  }

  private static Session of(Session stored, AgenticSession kind) {
    return SampleChanges.spec(stored, stored.spec().withKind(kind)).after();
  }

  /** Every kind of change there is: the records of the sealed hierarchy. */
  static List<Class<?>> kinds() {
    return kinds(SessionChange.class).toList();
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(EveryChange::kinds)
        : Stream.of(type);
  }

  private static List<Worker> resized(List<Worker> workers) {
    List<Worker> resized = new ArrayList<>(workers);
    resized.set(
        0,
        workers
            .getFirst()
            .withSize(new WindowSize(1000, 1))
            .withKind(new AgentWorker(new AgentId("codex"))));
    return resized;
  }

  private static Session seen(Session stored) {
    var exit =
        new WorkerExit(
            OptionalInt.empty(), OptionalInt.of(15), Cause.UNEXPECTED, Optional.of(TEXT));
    var ended = new WorkerObserved(WorkerState.EXITED, 5, Optional.of(exit), Activity.IDLE);
    Session following = stored.following("new/" + TEXT);
    return following
        .withWorker(stored.workers().getFirst().id(), worker -> worker.withObserved(ended))
        .withStatus(
            following
                .status()
                .withConditions(
                    stored
                        .status()
                        .conditions()
                        .with("New", Status.TRUE, Reason.USER, TEXT, SampleSession.NOON, 4)));
  }
}
