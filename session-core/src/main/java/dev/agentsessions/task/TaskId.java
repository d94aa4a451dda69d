package dev.agentsessions.task;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.identity.IdForm;

/** {@code tsk-} and a lower-case ULID. */
public record TaskId(String value) {
  public static final String PREFIX = "tsk-";

  public TaskId {
    checkArgument(IdForm.matches(value, "-"), "not a task id: %s", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
