package dev.agentsessions.operation;

import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.session.SessionException;
import java.util.Optional;

/**
 * Which of the caller's own scopes a session shall belong to (S-13). The account's id is always the
 * caller's.
 *
 * @param organization one that the caller is a member of; present exactly for scope organization
 */
public record OwnerChoice(OwnerScope scope, Optional<String> organization) {
  public static final OwnerChoice ACCOUNT =
      new OwnerChoice(OwnerScope.IDENTITY_ACCOUNT, Optional.empty());

  public OwnerChoice {
    SessionException.Invalid.check(
        organization.isPresent() == (scope == OwnerScope.ORGANIZATION),
        "owner.id",
        "is given for an organization, and only then");
  }
}
