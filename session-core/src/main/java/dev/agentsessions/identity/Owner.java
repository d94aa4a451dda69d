package dev.agentsessions.identity;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

/**
 * Whose session it is. The id always comes from the caller, never from a request's body.
 *
 * @param id of the account or the organization, not blank
 */
public record Owner(OwnerScope scope, String id) {
  public Owner {
    requireNonNull(scope, "scope");
    checkArgument(!id.isBlank(), "an owner needs an id");
  }
}
