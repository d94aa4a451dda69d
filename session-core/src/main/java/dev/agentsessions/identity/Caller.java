package dev.agentsessions.identity;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Set;

/**
 * The authenticated person or machine that asks. Made from the credential alone.
 *
 * @param id stable and not blank; recorded as createdBy and updatedBy
 * @param organizations the caller is a member of
 */
public record Caller(String id, Set<String> organizations) {
  public Caller {
    checkArgument(!id.isBlank(), "a caller needs an id");
    organizations = Set.copyOf(organizations);
  }

  /** A caller who belongs to no organization. */
  public static Caller of(String id) {
    return new Caller(id, Set.of());
  }
}
