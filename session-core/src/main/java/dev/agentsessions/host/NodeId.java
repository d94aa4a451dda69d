package dev.agentsessions.host;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.identity.IdForm;

/** One machine, user and data directory: where a local session's processes and files are. */
public record NodeId(String value) {
  public NodeId {
    checkArgument(IdForm.matches(value, "-"), "not a node id: %s", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
