package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.agent.AgentId;
import java.util.Map;
import java.util.Optional;

/**
 * The agent a session runs and what it is told.
 *
 * @param id absent: the session starts without an agent
 * @param initialPrompt delivered once, to the first agent worker
 */
public record AgentSettings(
    Optional<AgentId> id,
    Optional<String> initialPrompt,
    LlmSettings llm,
    Map<String, String> templateVars) {
  public static final AgentSettings NONE =
      new AgentSettings(Optional.empty(), Optional.empty(), LlmSettings.DEFAULT, Map.of());

  public AgentSettings {
    requireNonNull(id, "id");
    requireNonNull(initialPrompt, "initialPrompt");
    requireNonNull(llm, "llm");
    templateVars = Map.copyOf(templateVars);
  }
}
