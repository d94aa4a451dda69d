package dev.agentsessions.agent;

import java.util.List;
import java.util.stream.Stream;

/**
 * The agents that every host knows, whether their programs are installed or not: what is recorded
 * of them elsewhere finds them here.
 */
public final class BuiltInAgents {
  private static final List<Agent> ALL =
      List.of(
          agent("aider", "Aider", "aider"),
          agent("claude", "Claude", "claude"),
          agent("codex", "Codex", "codex"),
          agent("gemini", "Gemini", "gemini"),
          agent("opencode", "OpenCode", "opencode"),
          agent("shell", "Shell"));

  private BuiltInAgents() {}

  /** These, but for those whose id a host has configured anew. */
  public static ConfiguredAgents and(List<Agent> configured) {
    List<AgentId> ids = configured.stream().map(Agent::id).toList();
    return new ConfiguredAgents(
        Stream.concat(configured.stream(), ALL.stream().filter(agent -> !ids.contains(agent.id())))
            .toList());
  }

  private static Agent agent(String id, String name, String... command) {
    return new Agent(new AgentId(id), name, List.of(command));
  }
}
