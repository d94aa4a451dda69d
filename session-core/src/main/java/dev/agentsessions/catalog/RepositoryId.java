package dev.agentsessions.catalog;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.identity.IdForm;

/** {@code rep-} and a lower-case ULID. */
public record RepositoryId(String value) {
  public static final String PREFIX = "rep-";

  public RepositoryId {
    checkArgument(isOne(value), "not a repository's id: %s", value);
  }

  /** Whether a text can be one. */
  public static boolean isOne(String text) {
    return text.startsWith(PREFIX) && IdForm.matches(text, "-");
  }

  @Override
  public String toString() {
    return value;
  }
}
