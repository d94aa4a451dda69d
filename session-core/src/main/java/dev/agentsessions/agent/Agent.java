package dev.agentsessions.agent;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.Entry;
import java.util.List;

/**
 * An agent definition.
 *
 * @param name what its workers are called by default
 * @param command argv; empty: the user's login shell
 */
public record Agent(AgentId id, String name, List<String> command) implements Entry {
  public Agent {
    requireNonNull(id, "id");
    checkArgument(!name.isBlank(), "an agent needs a name");
    command = List.copyOf(command);
  }

  @Override
  public String key() {
    return id.value();
  }
}
