package dev.agentsessions.session;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.regex.Pattern;

/** {@code ses-} and a lower-case ULID; imported ids are kept as they are. */
public record SessionId(String value) {
  public static final String PREFIX = "ses-";
  public static final int MAX_LENGTH = 64;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{1,64}");

  public SessionId {
    checkArgument(FORM.matcher(value).matches(), "not a session id: %s", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
