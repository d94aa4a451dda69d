package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.IdGenerator;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.operation.CreateSession.Naming;
import dev.agentsessions.project.Project;
import dev.agentsessions.session.Desired;
import dev.agentsessions.session.Liveness;
import dev.agentsessions.session.Revision;
import dev.agentsessions.session.Revision.Change;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionIdentity;
import dev.agentsessions.session.SessionMetadata;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionStatus;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.session.Slug;
import dev.agentsessions.telemetry.Metered;
import jakarta.inject.Inject;

/**
 * Creates a session (S-01, S-12, S-13): everything is checked before the one write, so an error
 * leaves nothing behind.
 */
final class CreateOperation {
  private static final int RANDOM_DIGITS = 5;
  private static final int MADE_NAME_TRIES = 8;

  private final Steps steps;
  private final SessionStore store;
  private final SessionFinder finder;
  private final NewWorkspaces workspaces;
  private final NewWorkers newWorkers;
  private final Limits limits;
  private final IdGenerator ids;
  private final Homes homes;

  @Inject
  CreateOperation(
      Steps steps,
      @Metered SessionStore store,
      SessionFinder finder,
      NewWorkspaces workspaces,
      NewWorkers newWorkers,
      Limits limits,
      IdGenerator ids,
      Homes homes) {
    this.steps = requireNonNull(steps, "steps");
    this.store = requireNonNull(store, "store");
    this.finder = requireNonNull(finder, "finder");
    this.workspaces = requireNonNull(workspaces, "workspaces");
    this.newWorkers = requireNonNull(newWorkers, "newWorkers");
    this.limits = requireNonNull(limits, "limits");
    this.ids = requireNonNull(ids, "ids");
    this.homes = requireNonNull(homes, "homes");
  }

  Pipeline<SessionOperation<CreateSession>> pipeline() {
    return steps
        .<CreateSession>begin("create")
        .then("validate", this::validate)
        .then("limit", operation -> checkLimits(operation.project()))
        .then("build", operation -> operation.become(build(operation)))
        .then("persist", this::persist)
        .then("publish", steps::publish);
  }

  private void checkLimits(Project project) {
    limits.checkOneMoreSession(project);
    limits.checkOutput(project);
  }

  private void validate(SessionOperation<CreateSession> operation) {
    workspaces.check(operation.caller(), operation.projectId(), operation.input());
  }

  private Session build(SessionOperation<CreateSession> operation) {
    CreateSession input = operation.input();
    Change created = steps.by(operation);
    Naming naming = input.naming();
    String name =
        naming.name().orElseGet(() -> MadeName.of(input.spec().kind(), ids.random(RANDOM_DIGITS)));
    var identity =
        new SessionIdentity(
            naming.id().orElseGet(() -> new SessionId(ids.next(SessionId.PREFIX))),
            operation.projectId(),
            naming.slug().orElseGet(() -> slug(name)),
            name,
            owner(operation),
            input.parent(),
            input.role());
    return new Session(
        identity,
        new SessionMetadata(naming.displayName().orElse(name), input.labels(), input.annotations()),
        workspaces.spec(operation.projectId(), input),
        input.start() ? Desired.RUNNING : Desired.STOPPED,
        Revision.first(created),
        input.filesFrom().map(SessionStatus.CREATED::copying).orElse(SessionStatus.CREATED),
        homes.of(input.spec()),
        Liveness.from(created.at()),
        newWorkers.of(operation));
  }

  /** A made name is made again when it is taken; a given one is the caller's to change. */
  private void persist(SessionOperation<CreateSession> operation) {
    for (int tries = 1; ; tries++) {
      try {
        store.create(operation.session());
        return;
      } catch (AlreadyExists taken) {
        boolean another = isMade(operation.input().naming()) && taken.field().equals("name");
        if (!another || tries == MADE_NAME_TRIES) {
          throw taken;
        }
        operation.become(build(operation));
      }
    }
  }

  private static boolean isMade(Naming naming) {
    return naming.name().isEmpty() && naming.slug().isEmpty();
  }

  private Owner owner(SessionOperation<CreateSession> operation) {
    return operation
        .input()
        .parent()
        .map(
            parent ->
                finder.get(
                    operation.caller(),
                    Permission.EDIT,
                    operation.projectId(),
                    new SessionRef.ById(parent)))
        .map(parent -> parent.identity().owner())
        .orElseGet(() -> chosen(operation));
  }

  private static Owner chosen(SessionOperation<CreateSession> operation) {
    OwnerChoice choice = operation.input().owner();
    String id = choice.organization().orElse(operation.caller().id());
    if (choice.organization().isPresent() && !operation.caller().organizations().contains(id)) {
      throw new SessionException.Denied("not a member of organization " + id);
    }
    return new Owner(choice.scope(), id);
  }

  /**
   * @throws SessionException.Invalid if the name makes none
   */
  static Slug slug(String name) {
    try {
      return Slug.of(name);
    } catch (IllegalArgumentException e) {
      throw new SessionException.Invalid("name", "makes no slug: " + e.getMessage());
    }
  }
}
