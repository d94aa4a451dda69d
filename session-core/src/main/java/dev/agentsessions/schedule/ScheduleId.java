package dev.agentsessions.schedule;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.identity.IdForm;

/** {@code sch-} and a lower-case ULID. */
public record ScheduleId(String value) {
  public static final String PREFIX = "sch-";

  public ScheduleId {
    checkArgument(IdForm.matches(value, "-"), "not a schedule id: %s", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
