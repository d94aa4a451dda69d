package dev.agentsessions;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.DeleteSession;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.operation.OwnerChoice;
import dev.agentsessions.operation.StartSession;
import dev.agentsessions.operation.StopSession;
import dev.agentsessions.operation.Target;
import dev.agentsessions.session.AgentSettings;
import dev.agentsessions.session.LlmSettings;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.RunPolicy;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.WorkerRef;
import dev.agentsessions.workspace.Retention;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What callers of a {@link World} ask for, in few words. */
public final class Requests {
  public static final NewWorker SHELL = NewWorker.of(TerminalWorker.LOGIN_SHELL);
  public static final NewWorker AGENT = NewWorker.of(new AgentWorker(World.CLAUDE));
  private static final SessionSpec QUICK = SessionSpec.of(new QuickSession(World.DIRECTORY));

  private Requests() {}

  /** A session in the world's directory with these workers. */
  public static CreateSession quick(NewWorker... workers) {
    return CreateSession.of(QUICK).with(workers);
  }

  /** Likewise, with an environment that is far away. */
  public static CreateSession remote(NewWorker... workers) {
    return in(World.REMOTE, workers);
  }

  /** Likewise, in a runtime. */
  public static CreateSession in(String runtime, NewWorker... workers) {
    return CreateSession.of(
            new SessionSpec(
                QUICK.kind(),
                runtime,
                QUICK.agent(),
                QUICK.run(),
                QUICK.environment(),
                QUICK.subject()))
        .with(workers);
  }

  /** A session in the world's directory that ends by this policy, with these workers. */
  public static CreateSession limited(RunPolicy policy, NewWorker... workers) {
    return CreateSession.of(
            new SessionSpec(
                QUICK.kind(),
                QUICK.runtime(),
                QUICK.agent(),
                policy,
                QUICK.environment(),
                QUICK.subject()))
        .with(workers);
  }

  /** A session whose spec names the world's agent. */
  public static CreateSession ofAgent(String initialPrompt) {
    return CreateSession.of(
        new SessionSpec(
            QUICK.kind(),
            QUICK.runtime(),
            new AgentSettings(
                Optional.of(World.CLAUDE),
                Optional.of(initialPrompt),
                LlmSettings.DEFAULT,
                Map.of()),
            QUICK.run(),
            QUICK.environment(),
            Optional.of("A subject")));
  }

  /** A session of an organization. */
  public static CreateSession ownedBy(String organization) {
    return with(
        new OwnerChoice(OwnerScope.ORGANIZATION, Optional.of(organization)), Optional.empty());
  }

  /** A session of the caller's, below another. */
  public static CreateSession childOf(SessionId parent) {
    return with(OwnerChoice.ACCOUNT, Optional.of(parent));
  }

  private static CreateSession with(OwnerChoice owner, Optional<SessionId> parent) {
    CreateSession plain = quick();
    return new CreateSession(
        plain.naming(),
        plain.spec(),
        plain.labels(),
        plain.annotations(),
        owner,
        parent,
        plain.role(),
        plain.workers(),
        plain.start());
  }

  /** Another spec, of the same place. */
  public static SessionSpec about(SessionSpec spec, String subject) {
    return new SessionSpec(
        spec.kind(),
        spec.runtime(),
        spec.agent(),
        spec.run(),
        spec.environment(),
        Optional.of(subject));
  }

  /** One of a session's workers, as runtimes know it. */
  public static WorkerRef ref(Session session, int worker) {
    return new WorkerRef(session.id(), session.workers().get(worker).id());
  }

  /** One of a session's workers, as a caller. */
  public static Caller worker(Session session, int worker) {
    WorkerRef ref = ref(session, worker);
    return new Caller(
        ref.worker().value(),
        Set.of(),
        new Standing.OfWorker(session.identity().project(), ref, 1));
  }

  public static SessionRef byId(Session session) {
    return new SessionRef.ById(session.id());
  }

  public static Target target(Session session) {
    return Target.of(byId(session));
  }

  /** As a caller asks who read the session first. */
  public static Target target(Session session, long version) {
    return new Target(byId(session), OptionalLong.of(version));
  }

  public static StartSession start(Session session) {
    return new StartSession(target(session));
  }

  public static StopSession stop(Session session) {
    return new StopSession(target(session), Reason.USER);
  }

  public static DeleteSession delete(Session session) {
    return new DeleteSession(target(session), Retention.KEEP);
  }
}
