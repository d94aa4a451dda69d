package dev.agentsessions.agent;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * An agent definition.
 *
 * @param name what its workers are called by default
 * @param command argv, not empty
 */
public record Agent(AgentId id, String name, List<String> command) {
  public Agent {
    requireNonNull(id, "id");
    checkArgument(!name.isBlank(), "an agent needs a name");
    command = List.copyOf(command);
    checkArgument(!command.isEmpty(), "agent %s has no command", id);
  }
}
