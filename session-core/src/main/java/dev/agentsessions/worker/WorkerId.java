package dev.agentsessions.worker;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.regex.Pattern;

/** {@code wrk-} and a lower-case ULID; imported ids are kept as they are. */
public record WorkerId(String value) {
  public static final String PREFIX = "wrk-";
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{1,64}");

  public WorkerId {
    checkArgument(FORM.matcher(value).matches(), "not a worker id: %s", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
