package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.json.ApiJson;
import dev.agentsessions.operation.AddRepository;
import dev.agentsessions.operation.Provisions;
import dev.agentsessions.operation.RemoveRepository;
import dev.agentsessions.operation.Sessions;
import dev.agentsessions.operation.SwitchWorkflow;
import dev.agentsessions.session.Session;
import jakarta.inject.Inject;
import java.util.List;

/** The repositories and the workflow of an agentic session. */
final class ProvisionEndpoints {
  private static final String REPOS = SessionEndpoints.SESSION + "/repos";
  private static final String WORKFLOW = SessionEndpoints.SESSION + "/workflow";

  private final Sessions sessions;
  private final Provisions provisions;

  @Inject
  ProvisionEndpoints(Sessions sessions, Provisions provisions) {
    this.sessions = requireNonNull(sessions, "sessions");
    this.provisions = requireNonNull(provisions, "provisions");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                Method.GET,
                REPOS,
                "listSessionRepositories",
                "The repositories of a session's workspace, and how far their clones are",
                Gives.json(200, "ReconciledRepositoryList"),
                this::list)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.POST,
                REPOS,
                "addSessionRepository",
                "Adds a repository to a running session; its agents are restarted when it is there",
                Gives.json(202, "Session"),
                this::add)
            .needs(Access.EDIT)
            .takes(Takes.json("SessionRepository"))
            .mayAnswer(
                ProblemType.NOT_FOUND,
                ProblemType.WRONG_PHASE,
                ProblemType.FIXED,
                ProblemType.ALREADY_EXISTS,
                ProblemType.LIMIT_REACHED),
        Endpoint.of(
                Method.DELETE,
                REPOS + "/{name}",
                "removeSessionRepository",
                "Removes a repository and its folder from a running session",
                Gives.json(202, "Session"),
                this::remove)
            .needs(Access.EDIT)
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.WRONG_PHASE, ProblemType.FIXED),
        Endpoint.of(
                Method.PUT,
                WORKFLOW,
                "switchWorkflow",
                "Lets a running session's agents run in another workflow's folder",
                Gives.json(202, "Session"),
                this::switchTo)
            .needs(Access.EDIT)
            .takes(Takes.json("Workflow"))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.WRONG_PHASE, ProblemType.FIXED));
  }

  private Answer list(Call call) {
    Session session = sessions.get(call.caller(), call.project(), call.session());
    return Answer.json(200, ApiJson.writeProvision(session.repositories()));
  }

  private Answer add(Call call) {
    return accepted(
        provisions.add(
            call.caller(),
            call.project(),
            new AddRepository(call.target(), ApiJson.readRepository(call.body()))));
  }

  private Answer remove(Call call) {
    return accepted(
        provisions.remove(
            call.caller(), call.project(), new RemoveRepository(call.target(), call.text("name"))));
  }

  private Answer switchTo(Call call) {
    return accepted(
        provisions.switchTo(
            call.caller(),
            call.project(),
            new SwitchWorkflow(call.target(), ApiJson.readWorkflow(call.body()))));
  }

  private static Answer accepted(Session session) {
    return Answer.json(202, ApiJson.write(session));
  }
}
