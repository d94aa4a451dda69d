package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.json.ApiJson;
import dev.agentsessions.json.NewAgent;
import dev.agentsessions.operation.AgentOperations;
import jakarta.inject.Inject;
import java.util.List;

/** The agents of a project. */
final class AgentEndpoints {
  private static final String AGENTS = ProjectEndpoints.PROJECT + "/agents";
  private static final String AGENT = AGENTS + "/{agent}";

  private final AgentOperations agents;

  @Inject
  AgentEndpoints(AgentOperations agents) {
    this.agents = requireNonNull(agents, "agents");
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
            .mayAnswer(ProblemType.NOT_FOUND, ProblemType.NOT_EMPTY, ProblemType.FIXED));
  }

  private Answer listAgents(Call call) {
    return Answer.json(200, ApiJson.writeEntries(agents.list(call.caller(), call.project())));
  }

  private Answer createAgent(Call call) {
    NewAgent wanted = ApiJson.readNewAgent(call.body());
    Agent agent =
        agents.create(call.caller(), call.project(), wanted.id(), wanted.name(), wanted.command());
    return Answer.json(201, ApiJson.write(agent))
        .with(
            "Location",
            ProjectEndpoints.PROJECTS + "/" + call.project() + "/agents/" + agent.key());
  }

  private Answer getAgent(Call call) {
    return Answer.json(200, ApiJson.write(agents.get(call.caller(), call.project(), agent(call))));
  }

  private Answer deleteAgent(Call call) {
    agents.delete(call.caller(), call.project(), agent(call));
    return Answer.empty(204);
  }

  private static AgentId agent(Call call) {
    return call.parsed("agent", AgentId::new);
  }
}
