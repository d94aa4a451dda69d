package dev.agentsessions.host;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.regex.Pattern;

/** One machine, user and data directory: where a local session's processes and files are. */
public record NodeId(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{1,64}");

  public NodeId {
    checkArgument(FORM.matcher(value).matches(), "not a node id: %s", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
