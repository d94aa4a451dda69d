package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.catalog.Repository;
import dev.agentsessions.catalog.RepositoryId;
import dev.agentsessions.json.ApiJson;
import dev.agentsessions.json.NewAgent;
import dev.agentsessions.json.NewRepository;
import dev.agentsessions.operation.AgentOperations;
import dev.agentsessions.operation.RepositoryOperations;
import jakarta.inject.Inject;
import java.util.List;

/** The agents and the repositories of a project. */
final class CatalogEndpoints {
  private static final String AGENTS = ProjectEndpoints.PROJECT + "/agents";
  private static final String AGENT = AGENTS + "/{agent}";
  private static final String REPOSITORIES = ProjectEndpoints.PROJECT + "/repositories";
  private static final String REPOSITORY = REPOSITORIES + "/{repository}";

  private final AgentOperations agents;
  private final RepositoryOperations repositories;

  @Inject
  CatalogEndpoints(AgentOperations agents, RepositoryOperations repositories) {
    this.agents = requireNonNull(agents, "agents");
    this.repositories = requireNonNull(repositories, "repositories");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                Method.GET,
                AGENTS,
                "listAgents",
                "The agents that workers may run, by id",
                Gives.json(200, "AgentList"),
                this::listAgents)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.POST,
                AGENTS,
                "createAgent",
                "Defines an agent",
                Gives.json(201, "Agent", "Location"),
                this::createAgent)
            .needs(Access.EDIT)
            .takes(Takes.json("NewAgent"))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.ALREADY_EXISTS),
        Endpoint.of(
                Method.GET,
                AGENT,
                "getAgent",
                "One agent",
                Gives.json(200, "Agent"),
                this::getAgent)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.DELETE,
                AGENT,
                "deleteAgent",
                "Forgets an agent that no session uses",
                Gives.nothing(),
                this::deleteAgent)
            .needs(Access.EDIT)
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.NOT_EMPTY, ProblemType.FIXED),
        Endpoint.of(
                Method.GET,
                REPOSITORIES,
                "listRepositories",
                "The repositories that the project knows, the oldest first",
                Gives.json(200, "RepositoryList"),
                this::listRepositories)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.POST,
                REPOSITORIES,
                "createRepository",
                "Notes a repository of this machine",
                Gives.json(201, "Repository", "Location"),
                this::createRepository)
            .needs(Access.EDIT)
            .takes(Takes.json("NewRepository"))
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.UNSATISFIED),
        Endpoint.of(
                Method.GET,
                REPOSITORY,
                "getRepository",
                "One repository",
                Gives.json(200, "Repository"),
                this::getRepository)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.PUT,
                REPOSITORY,
                "updateRepository",
                "Replaces the name and the settings of a repository",
                Gives.json(200, "Repository"),
                this::updateRepository)
            .needs(Access.EDIT)
            .takes(Takes.json("NewRepository"))
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.DELETE,
                REPOSITORY,
                "deleteRepository",
                "Forgets a repository; its files and its sessions stay",
                Gives.nothing(),
                this::deleteRepository)
            .needs(Access.EDIT)
            .mayAnswer(ProblemType.NOT_FOUND));
  }

  private Answer listAgents(Call call) {
    return Answer.json(200, ApiJson.writeEntries(agents.list(call.caller(), call.project())));
  }

  private Answer createAgent(Call call) {
    NewAgent wanted = ApiJson.readNewAgent(call.body());
    Agent agent =
        agents.create(call.caller(), call.project(), wanted.id(), wanted.name(), wanted.command());
    return Answer.json(201, ApiJson.write(agent))
        .with("Location", path(call, "agents", agent.key()));
  }

  private Answer getAgent(Call call) {
    return Answer.json(200, ApiJson.write(agents.get(call.caller(), call.project(), agent(call))));
  }

  private Answer deleteAgent(Call call) {
    agents.delete(call.caller(), call.project(), agent(call));
    return Answer.empty(204);
  }

  private Answer listRepositories(Call call) {
    return Answer.json(200, ApiJson.writeEntries(repositories.list(call.caller(), call.project())));
  }

  private Answer createRepository(Call call) {
    NewRepository wanted = ApiJson.readNewRepository(call.body());
    Repository repository =
        repositories.create(
            call.caller(), call.project(), wanted.name(), wanted.path(), wanted.settings());
    return Answer.json(201, ApiJson.write(repository))
        .with("Location", path(call, "repositories", repository.key()));
  }

  private Answer getRepository(Call call) {
    return Answer.json(
        200, ApiJson.write(repositories.get(call.caller(), call.project(), repository(call))));
  }

  private Answer updateRepository(Call call) {
    NewRepository wanted = ApiJson.readNewRepository(call.body());
    Repository repository =
        repositories.update(
            call.caller(),
            call.project(),
            repository(call),
            wanted.name(),
            wanted.path(),
            wanted.settings());
    return Answer.json(200, ApiJson.write(repository));
  }

  private Answer deleteRepository(Call call) {
    repositories.delete(call.caller(), call.project(), repository(call));
    return Answer.empty(204);
  }

  private static AgentId agent(Call call) {
    return call.parsed("agent", AgentId::new);
  }

  private static RepositoryId repository(Call call) {
    return call.parsed("repository", RepositoryId::new);
  }

  private static String path(Call call, String list, String key) {
    return ProjectEndpoints.PROJECTS + "/" + call.project() + "/" + list + "/" + key;
  }
}
