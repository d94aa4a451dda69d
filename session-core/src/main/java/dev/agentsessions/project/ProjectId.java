package dev.agentsessions.project;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.regex.Pattern;

/**
 * A tenant's id, a DNS label: 1..63 of {@code [a-z0-9-]}, no hyphen first or last.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1123#section-2">RFC 1123</a>
 */
public record ProjectId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** Exists from the start on every host. */
  public static final ProjectId DEFAULT = new ProjectId("default");

  public ProjectId {
    checkArgument(isOne(value), "not a project id (a DNS label): %s", value);
  }

  /** Whether a project may be called so. */
  public static boolean isOne(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
