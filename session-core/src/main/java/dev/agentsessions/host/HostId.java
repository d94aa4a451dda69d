package dev.agentsessions.host;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.identity.IdForm;

/** One running program that embeds the library, named by its operator; unique in a store. */
public record HostId(String value) {
  public HostId {
    checkArgument(IdForm.matches(value, "._-"), "not a host id: %s", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
