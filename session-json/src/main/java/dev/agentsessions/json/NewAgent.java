package dev.agentsessions.json;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.session.SessionException.Invalid;
import java.util.List;
import java.util.Optional;

/**
 * An agent to define.
 *
 * @param id absent: one is made
 * @param name 1..200 characters
 * @param command argv, of which the first names a program
 */
public record NewAgent(Optional<AgentId> id, String name, List<String> command) {
  private static final int MAX_NAME = 200;

  public NewAgent {
    requireNonNull(id, "id");
    Invalid.check(
        !name.isBlank() && name.length() <= MAX_NAME, "name", "must have 1..200 characters");
    command = List.copyOf(command);
    Invalid.check(
        !command.isEmpty() && !command.getFirst().isEmpty(), "command", "must name a program");
  }
}
