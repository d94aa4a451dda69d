package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.HostWatch;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Ending;
import dev.agentsessions.session.Ending.Target;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.WrongPhase;
import jakarta.inject.Inject;

/**
 * Lets a session go whose machine is not there (L-12): it is at home nowhere any more, so that any
 * host may end it. What is left of it on that machine is left alone; processes end when a host
 * starts there again (L-09).
 */
final class ForgetOperation {
  private final Steps steps;
  private final HostWatch watch;

  @Inject
  ForgetOperation(Steps steps, HostWatch watch) {
    this.steps = requireNonNull(steps, "steps");
    this.watch = requireNonNull(watch, "watch");
  }

  Pipeline<SessionOperation<ForgetSession>> pipeline() {
    return steps
        .<ForgetSession>begin("forget", Permission.ADMIN)
        .then("load", operation -> steps.loadDeletedToo(operation, operation.input().target()))
        .then("build", this::forget)
        .then("persist", steps::persist)
        .then("publish", steps::publish);
  }

  /** As this host sees it, or as any other has said: each looks at times of its own. */
  private boolean isAway(Session session) {
    return session.status().conditions().isTrue(Condition.NODE_UNREACHABLE)
        || session.ownership().node().filter(watch.unreachable()::contains).isPresent();
  }

  private void forget(SessionOperation<ForgetSession> operation) {
    Session session = operation.session();
    if (!isAway(session)) {
      throw new WrongPhase(
          session.state(), "forgetting", "its machine has a live host, so delete it instead");
    }
    Session wanted =
        session
            .wanting(Desired.DELETED, steps.by(operation))
            .withOwnership(session.ownership().homeless());
    operation.become(
        session.state().isLive()
            ? wanted.terminate(Ending.of(Target.CLEANED, Reason.FORGOTTEN))
            : wanted);
  }
}
