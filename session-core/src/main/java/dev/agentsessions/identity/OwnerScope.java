package dev.agentsessions.identity;

/** Who a session belongs to: a person's account or a whole organization (S-13). */
public enum OwnerScope {
  ORGANIZATION,
  IDENTITY_ACCOUNT
}
