package dev.agentsessions.catalog;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.identity.IdForm;

/** {@code whk-} and a lower-case ULID. */
public record WebhookId(String value) {
  public static final String PREFIX = "whk-";

  public WebhookId {
    checkArgument(
        value.startsWith(PREFIX) && IdForm.matches(value, "-"), "not a webhook's id: %s", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
