package dev.agentsessions.message;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.identity.IdForm;

/** {@code msg-} and a lower-case ULID. */
public record MessageId(String value) {
  public static final String PREFIX = "msg-";

  public MessageId {
    checkArgument(IdForm.matches(value, "-"), "not a message id: %s", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
