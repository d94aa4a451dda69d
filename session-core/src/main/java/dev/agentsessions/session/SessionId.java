package dev.agentsessions.session;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.identity.IdForm;

/** {@code ses-} and a lower-case ULID; imported ids are kept as they are. */
public record SessionId(String value) {
  public static final String PREFIX = "ses-";
  public static final int MAX_LENGTH = IdForm.MAX_LENGTH;

  public SessionId {
    checkArgument(IdForm.matches(value, "-"), "not a session id: %s", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
