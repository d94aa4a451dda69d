package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.operation.CreateSession.Naming;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionException.WrongPhase;
import dev.agentsessions.session.SessionIdentity;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.SessionMetadata;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.Slug;
import dev.agentsessions.session.WorktreeSession;
import jakarta.inject.Inject;

/**
 * Update and apply (S-05, S-07): what callers say of a session is replaced, except where it works.
 * What says the same changes nothing.
 */
final class SpecOperations {
  private static final String FIXED = "never changes after create: it is ";

  private final Steps steps;
  private final RepositoryPaths repositories;
  private final NewWorkers newWorkers;

  @Inject
  SpecOperations(Steps steps, RepositoryPaths repositories, NewWorkers newWorkers) {
    this.steps = requireNonNull(steps, "steps");
    this.repositories = requireNonNull(repositories, "repositories");
    this.newWorkers = requireNonNull(newWorkers, "newWorkers");
  }

  Pipeline<SessionOperation<UpdateSession>> update() {
    return steps.change(
        "update",
        UpdateSession::target,
        operation -> describe(operation, operation.input().spec(), operation.session().metadata()));
  }

  Pipeline<SessionOperation<ApplySession>> apply() {
    return steps.change("apply", ApplySession::target, this::apply);
  }

  private void apply(SessionOperation<ApplySession> operation) {
    ApplySession wanted = operation.input();
    Session session = operation.session();
    checkIdentity(session.identity(), wanted.session());
    describe(operation, wanted.session().spec(), wanted.metadata().applyTo(session.metadata()));
  }

  private void describe(
      SessionOperation<?> operation, SessionSpec wanted, SessionMetadata metadata) {
    SessionSpec spec = repositories.resolved(operation.projectId(), wanted);
    Session session = operation.session();
    boolean sameSpec = spec.equals(session.spec());
    if (!sameSpec) {
      checkMayChange(operation, spec);
    }
    if (!sameSpec || !metadata.equals(session.metadata())) {
      operation.become(session.described(spec, metadata, steps.by(operation)));
    }
  }

  private void checkMayChange(SessionOperation<?> operation, SessionSpec spec) {
    Session session = operation.session();
    checkPlace(session.spec(), spec);
    newWorkers.checkAgent(operation.projectId(), spec);
    operation.dependsOnState();
    if (session.state() == SessionState.SPAWNING || session.state() == SessionState.ACTIVE) {
      throw new WrongPhase(session.state(), "another spec", "stop it first");
    }
  }

  private static void checkPlace(SessionSpec old, SessionSpec spec) {
    checkFixed("spec.runtime", old.runtime(), spec.runtime());
    switch (old.kind()) {
      case QuickSession was -> {
        QuickSession is = of(QuickSession.class, spec);
        checkFixed("spec.location", was.location(), is.location());
      }
      case WorktreeSession was -> {
        WorktreeSession is = of(WorktreeSession.class, spec);
        checkFixed("spec.repository", was.repository(), is.repository());
        checkFixed("spec.branch", was.branch(), is.branch());
      }
      case AgenticSession was -> of(AgenticSession.class, spec);
    }
  }

  private static <K extends SessionKind> K of(Class<K> kind, SessionSpec spec) {
    Invalid.check(kind.isInstance(spec.kind()), "kind", "never changes after create");
    return kind.cast(spec.kind());
  }

  /** A name that makes the same slug found the session, and is as good as its own. */
  private static void checkIdentity(SessionIdentity identity, CreateSession wanted) {
    Naming naming = wanted.naming();
    naming.slug().ifPresent(slug -> checkFixed("slug", identity.slug(), slug));
    naming
        .name()
        .filter(name -> !makes(name, identity.slug()))
        .ifPresent(name -> checkFixed("name", identity.name(), name));
    wanted.role().ifPresent(role -> checkFixed("role", identity.role().orElse("none"), role));
  }

  private static boolean makes(String name, Slug slug) {
    return Slug.isMadeOf(name) && Slug.of(name).equals(slug);
  }

  private static void checkFixed(String field, Object was, Object is) {
    Invalid.check(is.equals(was), field, FIXED + was);
  }
}
