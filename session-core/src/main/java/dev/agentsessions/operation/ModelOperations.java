package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Fixed;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import jakarta.inject.Inject;

/** Changes which language model a running session's agents use: wanted first, then told (S-24). */
final class ModelOperations {
  private final Steps steps;

  @Inject
  ModelOperations(Steps steps) {
    this.steps = requireNonNull(steps, "steps");
  }

  Pipeline<SessionOperation<SwitchModel>> pipeline() {
    return steps.change("switch-model", SwitchModel::target, this::build);
  }

  /** The same one again changes nothing. */
  private void build(SessionOperation<SwitchModel> operation) {
    Session session = operation.session();
    operation.dependsOnState();
    if (session.state() != SessionState.ACTIVE) {
      throw new WrongPhase(
          session.state(), "another model", "start the session, or update its spec");
    }
    if (!session.spec().run().interactive()) {
      throw new Fixed("the model of " + session.id(), "it is one run, and not interactive");
    }
    SessionSpec spec = with(session.spec(), operation.input().model());
    if (!spec.equals(session.spec())) {
      operation.become(session.described(spec, session.metadata(), steps.by(operation)));
    }
  }

  /** The field of the spec is another one in the request. */
  private static SessionSpec with(SessionSpec spec, String model) {
    try {
      return spec.withModel(model);
    } catch (Invalid e) {
      throw new Invalid("model", e.problem());
    }
  }
}
