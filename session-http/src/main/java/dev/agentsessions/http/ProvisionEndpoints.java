package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.Endpoint.Home;
import dev.agentsessions.json.ApiJson;
import dev.agentsessions.operation.AddRepository;
import dev.agentsessions.operation.Provisions;
import dev.agentsessions.operation.RemoveRepository;
import dev.agentsessions.operation.Sessions;
import dev.agentsessions.operation.SwitchModel;
import dev.agentsessions.operation.SwitchWorkflow;
import dev.agentsessions.operation.WorkflowCalls;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.workflow.WorkflowCatalog;
import jakarta.inject.Inject;
import java.util.List;

/** The repositories, the workflow and the model that agents of a running session work with. */
final class ProvisionEndpoints {
  private static final String REPOS = SessionEndpoints.SESSION + "/repos";
  private static final String WORKFLOW = SessionEndpoints.SESSION + "/workflow";

  private static final String MODEL = SessionEndpoints.SESSION + "/model";

  private final Sessions sessions;
  private final Provisions provisions;
  private final WorkflowCalls workflows;
  private final WorkflowCatalog catalogue;

  @Inject
  ProvisionEndpoints(
      Sessions sessions,
      Provisions provisions,
      WorkflowCalls workflows,
      WorkflowCatalog catalogue) {
    this.sessions = requireNonNull(sessions, "sessions");
    this.provisions = requireNonNull(provisions, "provisions");
    this.workflows = requireNonNull(workflows, "workflows");
    this.catalogue = requireNonNull(catalogue, "catalogue");
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
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.WRONG_PHASE, ProblemType.FIXED),
        Endpoint.of(
                Method.DELETE,
                WORKFLOW,
                "clearWorkflow",
                "Lets a running session's agents run at the top of its workspace again",
                Gives.json(202, "Session"),
                this::clear)
            .needs(Access.EDIT)
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.WRONG_PHASE, ProblemType.FIXED),
        Endpoint.of(
                Method.GET,
                WORKFLOW,
                "getWorkflow",
                "A session's workflow, and what the one that is active is made of",
                Gives.json(200, "SessionWorkflow"),
                this::workflow)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.UNSATISFIED)
            .at(Home.WORKSPACE),
        Endpoint.of(
                Method.PUT,
                MODEL,
                "switchModel",
                "Restarts a running session's agents with another model, or with the one before if"
                    + " they do not take it",
                Gives.json(202, "Session"),
                this::switchModel)
            .needs(Access.EDIT)
            .takes(Takes.json("ModelSwitch"))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.WRONG_PHASE, ProblemType.FIXED),
        Endpoint.of(
                Method.GET,
                "/api/v1/workflows",
                "listWorkflows",
                "The workflows that this host offers, at most 5 minutes old if they can be read",
                Gives.json(200, "WorkflowList"),
                this::listWorkflows)
            .needs(Access.KNOWN)
            .mayAnswer(ProblemType.REMOTE_FAILED));
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

  private Answer switchModel(Call call) {
    return accepted(
        sessions.switchModel(
            call.caller(),
            call.project(),
            new SwitchModel(call.target(), ApiJson.readModel(call.body()))));
  }

  private Answer clear(Call call) {
    return accepted(
        provisions.switchTo(call.caller(), call.project(), SwitchWorkflow.toNone(call.target())));
  }

  private static Answer accepted(Session session) {
    return Answer.json(202, ApiJson.write(session));
  }

  private Answer workflow(Call call) {
    Session session = sessions.get(call.caller(), call.project(), call.session());
    Reconciled<ActiveWorkflow> wanted =
        session
            .workflow()
            .orElseThrow(
                () -> new SessionException.NotFound("workflow of session " + session.id()));
    return Answer.json(
        200,
        ApiJson.write(wanted, workflows.active(call.caller(), call.project(), call.session())));
  }

  private Answer listWorkflows(Call call) {
    return Answer.json(200, ApiJson.write(catalogue.list()));
  }
}
