package dev.agentsessions.reconcile;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentCatalog;
import dev.agentsessions.catalog.SessionRepositories;
import dev.agentsessions.host.ApiAddress;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.identity.Token;
import dev.agentsessions.identity.TokenIssuer;
import dev.agentsessions.identity.TokenSecret;
import dev.agentsessions.secret.SecretException;
import dev.agentsessions.secret.SecretVariables;
import dev.agentsessions.session.LlmSettings;
import dev.agentsessions.session.Session;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.DiffWorker;
import dev.agentsessions.worker.Place;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerLaunch;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerRef;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns a worker that is wanted into a process. */
final class Launches {
  private static final String API_URL = "SESSION_API_URL";

  /** Absolute paths that an agent is told of beside its own folder, joined by {@code :}. */
  private static final String DIRECTORIES = "SESSION_DIRS";

  private final AgentCatalog agents;
  private final ApiAddress api;
  private final TokenIssuer tokens;
  private final SecretVariables secrets;
  private final SessionRepositories repositories;

  @Inject
  Launches(
      AgentCatalog agents,
      ApiAddress api,
      TokenIssuer tokens,
      SecretVariables secrets,
      SessionRepositories repositories) {
    this.agents = requireNonNull(agents, "agents");
    this.api = requireNonNull(api, "api");
    this.tokens = requireNonNull(tokens, "tokens");
    this.secrets = requireNonNull(secrets, "secrets");
    this.repositories = requireNonNull(repositories, "repositories");
  }

  /** Starts the process of an epoch, or learns why it cannot run. */
  WorkerObserved start(Pass pass, Place place, Worker worker, long epoch) {
    return switch (worker.kind()) {
      case TerminalWorker terminal -> launch(pass, place, worker, epoch, terminal.command());
      case AgentWorker wanted ->
          find(pass.session(), wanted)
              .map(agent -> launch(pass, place, worker, epoch, agent.command()))
              .orElseGet(
                  () ->
                      WorkerObserved.ended(
                          epoch, WorkerExit.failed("unknown agent " + wanted.agent())));
      case DiffWorker view -> throw new IllegalStateException(worker.id() + " has no process");
    };
  }

  private WorkerObserved launch(
      Pass pass, Place place, Worker worker, long epoch, List<String> command) {
    Map<String, String> environment;
    try {
      environment = environment(pass.session(), worker);
    } catch (SecretException closed) { // it stays so until somebody sets the secret or the key
      return WorkerObserved.ended(epoch, WorkerExit.failed(String.valueOf(closed.getMessage())));
    }
    var launch =
        new WorkerLaunch(
            worker.id(),
            epoch,
            command,
            directory(pass.session(), worker),
            environment,
            worker.size(),
            token(pass.session(), worker, epoch));
    return pass.runtime().workers().start(place, launch).observed();
  }

  /** Agents run in the folder of the active workflow, if there is one. */
  private static Optional<String> directory(Session session, Worker worker) {
    return session
        .provision()
        .layout()
        .folder()
        .filter(folder -> worker.kind() instanceof AgentWorker);
  }

  /** The repository's variables first, then the caller's: none can shadow ours (W-02, G-09). */
  private Map<String, String> environment(Session session, Worker worker) {
    Map<String, String> environment = new HashMap<>(repositories.settingsOf(session).environment());
    environment.putAll(session.spec().environment());
    environment.putAll(secrets.of(session.id()));
    environment.put("SESSION_ID", session.id().value());
    environment.put("WORKER_ID", worker.id().value());
    environment.put("PROJECT", session.identity().project().value());
    environment.remove(DIRECTORIES);
    List<String> directories = session.provision().layout().directories();
    if (!directories.isEmpty()) {
      environment.put(DIRECTORIES, String.join(":", directories));
    }
    LlmSettings llm = session.spec().agent().llm();
    environment.put("SESSION_LLM_MODEL", session.model());
    environment.put("SESSION_LLM_TEMPERATURE", String.valueOf(llm.temperature()));
    environment.put("SESSION_LLM_MAX_TOKENS", String.valueOf(llm.maxTokens()));
    environment.remove(API_URL);
    environment.remove(WorkerLaunch.TOKEN_FILE);
    api.base().ifPresent(base -> environment.put(API_URL, base.toString()));
    return environment;
  }

  /** A new one for each process, where there is an API to call. */
  private Optional<TokenSecret> token(Session session, Worker worker, long epoch) {
    var standing =
        new Standing.OfWorker(
            session.identity().project(), new WorkerRef(session.id(), worker.id()), epoch);
    var caller = new Caller(worker.id().value(), Set.of(), standing);
    return api.base().map(any -> tokens.issue(caller, Optional.empty(), Token.LONGEST).secret());
  }

  private Optional<Agent> find(Session session, AgentWorker worker) {
    return agents.find(session.identity().project(), worker.agent());
  }
}
