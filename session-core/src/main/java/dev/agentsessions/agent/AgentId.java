package dev.agentsessions.agent;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.identity.IdForm;

/** Names an agent definition. */
public record AgentId(String value) {
  public AgentId {
    checkArgument(IdForm.matches(value, "._-"), "not an agent id: %s", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
