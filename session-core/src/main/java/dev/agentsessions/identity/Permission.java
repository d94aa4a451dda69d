package dev.agentsessions.identity;

/** What a caller may do in a project; each includes the one before it. */
public enum Permission {
  VIEW,
  EDIT,
  ADMIN
}
