package dev.agentsessions.reconcile;

import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.Conditions;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.Reconciliation;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionState;
import java.time.Instant;
import java.util.Optional;

/**
 * What it means for a session how far the clones of its workspace are (S-21…S-23). Pure functions.
 */
final class Provisioning {
  private Provisioning() {}

  /**
   * The session with what is seen of its workspace. Agents that run and were told something else
   * are started anew.
   */
  static Session of(Session session, Provision seen, Instant now) {
    if (!(session.spec().kind() instanceof AgenticSession)) {
      return session;
    }
    Session next =
        session.provisioned(seen, now).withConditions(old -> conditions(old, session, seen, now));
    boolean tellsMore = !session.status().run().provision().layout().equals(seen.layout());
    return tellsMore && session.state() == SessionState.ACTIVE ? next.withAgentsAnew() : next;
  }

  /** Whether something is on its way that nobody announces. */
  static boolean isUnderWay(Session session) {
    return !session.provision().untried().isEmpty();
  }

  private static Conditions conditions(
      Conditions old, Session session, Provision seen, Instant now) {
    long generation = session.revision().generation();
    Conditions repos =
        with(old, Condition.REPOS_RECONCILED, Reconciliation.ofRepos(seen), now, generation);
    return with(
        repos, Condition.WORKFLOW_RECONCILED, Reconciliation.ofWorkflow(seen), now, generation);
  }

  private static Conditions with(
      Conditions old, String type, Optional<Reconciliation> told, Instant now, long generation) {
    return told.map(
            it ->
                old.with(
                    type,
                    it.isDone() ? Status.TRUE : Status.FALSE,
                    it.reason(),
                    it.message(),
                    now,
                    generation))
        .orElseGet(() -> old.without(type));
  }
}
