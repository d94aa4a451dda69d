package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.imports.RecordedSession;
import dev.agentsessions.imports.SessionMapping;
import dev.agentsessions.imports.SessionMapping.Here;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.telemetry.Metered;
import dev.agentsessions.workspace.Checkout;
import dev.agentsessions.workspace.WorkspaceCheck;
import jakarta.inject.Inject;
import java.util.Optional;

/** Stores one recorded session, at rest (P-05); one that is there is loaded, and stays as it is. */
final class ImportOperation {
  private final Steps steps;
  private final SessionStore store;
  private final SessionFinder finder;
  private final WorkspaceCheck workspaces;
  private final NodeId node;

  @Inject
  ImportOperation(
      Steps steps,
      @Metered SessionStore store,
      SessionFinder finder,
      WorkspaceCheck workspaces,
      NodeId node) {
    this.steps = requireNonNull(steps, "steps");
    this.store = requireNonNull(store, "store");
    this.finder = requireNonNull(finder, "finder");
    this.workspaces = requireNonNull(workspaces, "workspaces");
    this.node = requireNonNull(node, "node");
  }

  Pipeline<SessionOperation<RecordedSession>> pipeline() {
    return steps
        .<RecordedSession>begin("import")
        .then("load", this::load)
        .then("build", this::build)
        .then("persist", this::persist)
        .then("publish", steps::publish);
  }

  /**
   * @throws AlreadyExists if the id is another project's, is out of the caller's reach, or of a
   *     session that is being deleted
   */
  private void load(SessionOperation<RecordedSession> operation) {
    SessionId id = operation.input().id();
    if (store.find(id).isPresent()) {
      operation.load(
          find(operation, id).orElseThrow(() -> new AlreadyExists("id", id.value(), id.value())));
    }
  }

  private void build(SessionOperation<RecordedSession> operation) {
    if (!operation.isLoaded()) {
      SessionMapping mapping = mapping(operation);
      operation.become(mapping.session(mapping.slugs().getFirst()));
    }
  }

  private void persist(SessionOperation<RecordedSession> operation) {
    if (operation.isLoaded()) {
      return;
    }
    try {
      store.create(operation.session());
    } catch (AlreadyExists taken) {
      load(operation); // another import was first
      if (!operation.isLoaded() && !taken.field().equals("name")) {
        throw taken;
      }
      if (!operation.isLoaded()) {
        SessionMapping mapping = mapping(operation);
        operation.become(mapping.session(mapping.slugs().getLast()));
        store.create(operation.session());
      }
    }
  }

  private SessionMapping mapping(SessionOperation<RecordedSession> operation) {
    RecordedSession recorded = operation.input();
    return new SessionMapping(
        recorded,
        new Here(
            operation.projectId(),
            node,
            new Owner(OwnerScope.IDENTITY_ACCOUNT, operation.caller().id()),
            steps.by(operation),
            recorded.parent().flatMap(parent -> find(operation, parent)),
            recorded.repository().flatMap(any -> checkout(recorded))));
  }

  /** Where git cannot look, nothing is known, as where nothing is. */
  private Optional<Checkout> checkout(RecordedSession recorded) {
    try {
      return workspaces.checkout(recorded.location());
    } catch (Unavailable e) {
      return Optional.empty();
    }
  }

  /** As the caller would find it. */
  private Optional<Session> find(SessionOperation<?> operation, SessionId id) {
    try {
      return Optional.of(
          finder.get(
              operation.caller(), Permission.EDIT, operation.projectId(), new SessionRef.ById(id)));
    } catch (NotFound e) {
      return Optional.empty();
    }
  }
}
