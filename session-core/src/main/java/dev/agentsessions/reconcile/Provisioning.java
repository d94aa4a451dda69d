package dev.agentsessions.reconcile;

import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.Condition.Status;
import dev.agentsessions.session.Conditions;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.session.Reconciled.State;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SourceRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
        with(
            old,
            Condition.REPOS_RECONCILED,
            seen.repos().stream().map(Part::of).toList(),
            now,
            generation);
    return with(
        repos,
        Condition.WORKFLOW_RECONCILED,
        seen.workflow().stream().map(workflow -> Part.of("workflow", workflow)).toList(),
        now,
        generation);
  }

  private record Part(String name, State state, Optional<String> message) {
    static Part of(Reconciled<SourceRepository> repo) {
      return of(repo.what().name(), repo);
    }

    static Part of(String name, Reconciled<?> what) {
      return new Part(name, what.state(), what.message());
    }
  }

  private static Conditions with(
      Conditions old, String type, List<Part> parts, Instant now, long generation) {
    if (parts.isEmpty()) {
      return old.without(type);
    }
    List<Part> failed = parts.stream().filter(part -> part.state() == State.FAILED).toList();
    List<Part> cloning = parts.stream().filter(part -> part.state() == State.CLONING).toList();
    if (!failed.isEmpty()) {
      String message =
          failed.stream()
              .map(part -> part.name() + ": " + part.message().orElse("failed"))
              .collect(Collectors.joining("; "));
      return old.with(type, Status.FALSE, Reason.CLONE_FAILED, message, now, generation);
    }
    return cloning.isEmpty()
        ? old.with(type, Status.TRUE, Reason.CLONED, "", now, generation)
        : old.with(
            type,
            Status.FALSE,
            Reason.CLONING,
            cloning.stream().map(Part::name).collect(Collectors.joining(", ")),
            now,
            generation);
  }
}
