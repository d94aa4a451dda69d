package dev.agentsessions.event;

import dev.agentsessions.event.SessionChange.RepositoryAdded;
import dev.agentsessions.event.SessionChange.RepositoryMoved;
import dev.agentsessions.event.SessionChange.RepositoryRemoved;
import dev.agentsessions.event.SessionChange.WorkflowMoved;
import dev.agentsessions.event.SessionChange.WorkflowSwitched;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.SourceRepository;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The events of what an agentic session's workspace shall have, and has (S-21…S-23). */
final class ProvisionChanges {
  private static final AgenticSession NOTHING = new AgenticSession(List.of(), Optional.empty());

  private ProvisionChanges() {}

  /** Of what a new session shall have. */
  static void of(SessionKind kind, Consumer<SessionChange> changes) {
    between(NOTHING, kind, changes);
  }

  /** Of what a session shall have. */
  static void between(SessionKind before, SessionKind after, Consumer<SessionChange> changes) {
    if (before instanceof AgenticSession old && after instanceof AgenticSession now) {
      old.repos().stream()
          .filter(repo -> !has(now, repo))
          .forEach(repo -> changes.accept(new RepositoryRemoved(repo.name())));
      now.repos().stream()
          .filter(repo -> !has(old, repo))
          .forEach(
              repo -> changes.accept(new RepositoryAdded(repo.name(), repo.url(), repo.branch())));
      if (!old.workflow().equals(now.workflow())) {
        changes.accept(new WorkflowSwitched(now.workflow()));
      }
    }
  }

  private static boolean has(AgenticSession kind, SourceRepository repo) {
    return kind.repo(repo.name()).filter(repo::hasOrigin).isPresent();
  }

  /** Of what a session's workspace has. */
  static void between(Provision before, Provision after, Consumer<SessionChange> changes) {
    for (Reconciled<SourceRepository> repo : after.repos()) {
      Optional<Reconciled<SourceRepository>> old =
          before.repos().stream().filter(it -> it.what().hasOrigin(repo.what())).findFirst();
      if (isMove(old, repo)) {
        changes.accept(new RepositoryMoved(repo.what().name(), repo.state(), repo.message()));
      }
    }
    Optional<Reconciled<ActiveWorkflow>> workflow = after.workflow();
    if (workflow.isPresent()
        && isMove(
            before.workflow().filter(it -> it.what().equals(workflow.get().what())),
            workflow.get())) {
      changes.accept(new WorkflowMoved(workflow.get().state(), workflow.get().message()));
    }
  }

  private static boolean isMove(Optional<? extends Reconciled<?>> before, Reconciled<?> after) {
    return before
        .filter(it -> it.state() == after.state() && it.message().equals(after.message()))
        .isEmpty();
  }
}
