package dev.agentsessions.schedule;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.identity.IdForm;
import dev.agentsessions.session.SessionId;

/** {@code run-} and a lower-case ULID. */
public record RunId(String value) {
  public static final String PREFIX = "run-";

  public RunId {
    checkArgument(
        IdForm.matches(value, "-") && value.startsWith(PREFIX), "not a run's id: %s", value);
  }

  /** The session that the run creates, if it creates one: always the same, however often tried. */
  public SessionId session() {
    return new SessionId(SessionId.PREFIX + value.substring(PREFIX.length()));
  }

  @Override
  public String toString() {
    return value;
  }
}
