package dev.agentsessions.agent;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.regex.Pattern;

/** Names an agent definition. */
public record AgentId(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public AgentId {
    checkArgument(FORM.matcher(value).matches(), "not an agent id: %s", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
