package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.Fixed;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.LimitReached;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.workspace.WorkspaceCheck;
import jakarta.inject.Inject;

/**
 * Changes what the workspace of an agentic session shall have while it runs (S-21…S-23). The spec
 * says it from then on; its environment makes it so, and its owner tells the agents.
 */
final class ProvisionOperations {
  private final Steps steps;
  private final WorkspaceCheck workspaces;

  @Inject
  ProvisionOperations(Steps steps, WorkspaceCheck workspaces) {
    this.steps = requireNonNull(steps, "steps");
    this.workspaces = requireNonNull(workspaces, "workspaces");
  }

  Pipeline<SessionOperation<AddRepository>> add() {
    return steps.change("add-repository", AddRepository::target, this::add);
  }

  Pipeline<SessionOperation<RemoveRepository>> remove() {
    return steps.change("remove-repository", RemoveRepository::target, this::remove);
  }

  Pipeline<SessionOperation<SwitchWorkflow>> workflow() {
    return steps.change("switch-workflow", SwitchWorkflow::target, this::workflow);
  }

  private void add(SessionOperation<AddRepository> operation) {
    AgenticSession kind = running(operation, "another repository");
    SourceRepository wanted = operation.input().repository();
    kind.rivalOf(wanted)
        .ifPresent(
            rival -> {
              throw rival.url().equals(wanted.url())
                  ? new AlreadyExists("url", wanted.url().toString(), rival.name())
                  : new AlreadyExists("name", wanted.name(), rival.name());
            });
    if (kind.repos().size() == AgenticSession.MAX_REPOSITORIES) {
      throw new LimitReached("repositories of a session", AgenticSession.MAX_REPOSITORIES);
    }
    become(operation, kind.with(wanted), "spec.repos[" + kind.repos().size() + "].");
  }

  private void remove(SessionOperation<RemoveRepository> operation) {
    AgenticSession kind = running(operation, "a repository's removal");
    String name = operation.input().name();
    if (kind.repo(name).isEmpty()) {
      throw new NotFound("repository " + name + " of " + operation.session().id());
    }
    become(operation, kind.without(name), "");
  }

  /** The same one again changes nothing. */
  private void workflow(SessionOperation<SwitchWorkflow> operation) {
    AgenticSession kind = running(operation, "another workflow");
    AgenticSession next = kind.with(operation.input().workflow());
    if (!next.equals(kind)) {
      become(operation, next, "spec.activeWorkflow.");
    }
  }

  /**
   * @param part the field of what is new in the spec, which in the request is the whole
   */
  private void become(SessionOperation<?> operation, AgenticSession kind, String part) {
    Session session = operation.session();
    try {
      workspaces
          .ofNew(kind)
          .ifPresent(
              problem -> {
                throw problem.unsatisfied();
              });
    } catch (Invalid e) {
      throw e.field().startsWith(part)
          ? new Invalid(e.field().substring(part.length()), e.problem())
          : e;
    }
    operation.become(
        session.described(session.spec().withKind(kind), session.metadata(), steps.by(operation)));
  }

  /** What the session is made of, if that may change now. */
  private static AgenticSession running(SessionOperation<?> operation, String what) {
    Session session = operation.session();
    operation.dependsOnState();
    if (!(session.spec().kind() instanceof AgenticSession kind)) {
      throw new Fixed("what " + session.id() + " works on", "it is not made of repositories");
    }
    if (!session.spec().run().interactive()) {
      throw new Fixed("what " + session.id() + " works on", "it is one run, and not interactive");
    }
    if (session.state() != SessionState.ACTIVE) {
      throw new WrongPhase(session.state(), what, "start the session, or update its spec");
    }
    return kind;
  }
}
