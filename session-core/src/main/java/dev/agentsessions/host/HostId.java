package dev.agentsessions.host;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.regex.Pattern;

/** One running program that embeds the library, named by its operator; unique in a store. */
public record HostId(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public HostId {
    checkArgument(FORM.matcher(value).matches(), "not a host id: %s", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
