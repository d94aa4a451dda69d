package dev.agentsessions.reconcile;

import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.ModelUse;
import dev.agentsessions.session.ModelUse.Trial;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired.Goal;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What it means for a running session that another model is wanted than its agents have (S-24):
 * they are started anew to be told. One that then ends in failure has refused it; the model before
 * is stored again, and all are started anew with that. Pure functions; what was done is seen in the
 * session alone.
 */
final class ModelSwitching {
  /** How long an agent has to run to have taken its model. */
  static final Duration SETTLES = Duration.ofSeconds(10);

  private ModelSwitching() {}

  /**
   * The session, of which the owner has told its agents, or knows now whether they take it.
   *
   * @param unmodeled why its environment does not allow the model that is wanted
   * @param settled whether those who were told have all run for a while
   */
  static Session of(Session session, Optional<String> unmodeled, boolean settled, Instant now) {
    String wanted = session.wantedModel();
    Optional<ModelUse> use = session.status().run().model();
    if (use.isEmpty()) {
      return session.using(ModelUse.of(wanted)); // it ran before models were noted
    }
    if (use.get().name().equals(wanted)) {
      boolean taken = use.get().trial().isPresent() && settled && refusal(session).isEmpty();
      return taken ? taken(session, now) : session;
    }
    return unmodeled
        .map(why -> told(session, Status.FALSE, Reason.MODEL_REFUSED, refused(wanted, why), now))
        .orElseGet(() -> switched(session, use.get(), now));
  }

  /** The session with the model before, if the one that is wanted was refused. */
  static Optional<String> instead(Session session, Optional<String> unmodeled) {
    return session
        .status()
        .run()
        .model()
        .filter(
            use ->
                use.name().equals(session.wantedModel())
                    ? refusal(session).isPresent()
                    : unmodeled.isPresent())
        .map(ModelUse::taken)
        .filter(before -> !before.equals(session.wantedModel()));
  }

  /** Why an agent that was told does not take its model: it ended in failure. */
  static Optional<String> refusal(Session session) {
    return tried(session)
        .filter(worker -> worker.observed().state() == WorkerState.EXITED)
        .flatMap(worker -> failure(worker).stream())
        .findFirst();
  }

  /** Whether all that were told run, or came to a good end. */
  static boolean areUp(Session session) {
    return tried(session)
        .allMatch(worker -> worker.observed().state() == WorkerState.RUNNING || isOver(worker));
  }

  private static boolean isOver(Worker worker) {
    return worker.observed().state().isOver() && failure(worker).isEmpty();
  }

  private static Optional<String> failure(Worker worker) {
    return worker
        .observed()
        .exit()
        .filter(exit -> !exit.isClean())
        .map(WorkerExit::inWords)
        .map(how -> worker.name() + ": " + how);
  }

  private static Stream<Worker> tried(Session session) {
    List<WorkerId> agents =
        session
            .status()
            .run()
            .model()
            .flatMap(ModelUse::trial)
            .map(Trial::agents)
            .orElse(List.of());
    return session.workers().stream()
        .filter(worker -> agents.contains(worker.id()))
        .filter(worker -> worker.desired().goal() == Goal.RUN);
  }

  private static Session switched(Session session, ModelUse use, Instant now) {
    String wanted = session.wantedModel();
    List<WorkerId> tried = tried(session).map(Worker::id).toList();
    List<WorkerId> agents =
        session.workers().stream()
            .filter(worker -> worker.isAgentAtWork() || tried.contains(worker.id()))
            .map(Worker::id)
            .toList();
    Session anew = session.withAnew(worker -> agents.contains(worker.id()));
    if (agents.isEmpty() || use.taken().equals(wanted)) {
      Session back = anew.using(ModelUse.of(wanted));
      return refusal(session)
          .map(why -> told(back, Status.FALSE, Reason.MODEL_REFUSED, refused(use.name(), why), now))
          .orElseGet(() -> told(back, Status.TRUE, Reason.MODEL_SWITCHED, wanted, now));
    }
    var trial = new Trial(use.taken(), agents);
    return told(
        anew.using(new ModelUse(wanted, Optional.of(trial))),
        Status.UNKNOWN,
        Reason.MODEL_SWITCHING,
        wanted,
        now);
  }

  private static Session taken(Session session, Instant now) {
    String model = session.wantedModel();
    return told(session.using(ModelUse.of(model)), Status.TRUE, Reason.MODEL_SWITCHED, model, now);
  }

  private static String refused(String model, String why) {
    return model + " was refused; " + why;
  }

  private static Session told(
      Session session, Status status, Reason reason, String message, Instant now) {
    return session.withConditions(
        conditions ->
            conditions.with(
                Condition.MODEL_SWITCHED,
                status,
                reason,
                message,
                now,
                session.revision().generation()));
  }
}
