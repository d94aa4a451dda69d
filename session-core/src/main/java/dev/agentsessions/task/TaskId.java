package dev.agentsessions.task;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.regex.Pattern;

/** {@code tsk-} and a lower-case ULID. */
public record TaskId(String value) {
  public static final String PREFIX = "tsk-";
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{1,64}");

  public TaskId {
    checkArgument(FORM.matcher(value).matches(), "not a task id: %s", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
