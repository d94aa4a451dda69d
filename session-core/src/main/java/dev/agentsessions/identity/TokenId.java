package dev.agentsessions.identity;

import static com.google.common.base.Preconditions.checkArgument;

/** What a token is called. It is no secret: a secret's holder says it, so that the row is found. */
public record TokenId(String value) {
  public static final String PREFIX = "tok-";

  public TokenId {
    checkArgument(
        value.startsWith(PREFIX) && IdForm.matches(value, "-"), "not a token id: %s", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
