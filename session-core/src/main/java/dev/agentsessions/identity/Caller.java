package dev.agentsessions.identity;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.WorkerRef;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The authenticated person or machine that asks. Made from the credential alone (T-01).
 *
 * @param id stable and not blank; recorded as createdBy and updatedBy
 * @param organizations the caller is a member of
 */
public record Caller(String id, Set<String> organizations, Standing standing) {
  public Caller {
    checkArgument(!id.isBlank(), "a caller needs an id");
    organizations = Set.copyOf(organizations);
    requireNonNull(standing, "standing");
  }

  /** A person. */
  public Caller(String id, Set<String> organizations) {
    this(id, organizations, Standing.PERSON);
  }

  /** A person who belongs to no organization. */
  public static Caller of(String id) {
    return new Caller(id, Set.of());
  }

  /** Whose sessions are the caller's own. */
  public Set<Owner> owners() {
    return Stream.concat(
            Stream.of(new Owner(OwnerScope.IDENTITY_ACCOUNT, id)),
            organizations.stream().map(each -> new Owner(OwnerScope.ORGANIZATION, each)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The worker that asks; empty for everybody else. */
  public Optional<WorkerRef> worker() {
    return standing instanceof Standing.OfWorker of ? Optional.of(of.worker()) : Optional.empty();
  }

  /** The only session that the caller has to do with; empty for whoever may have several. */
  public Optional<SessionId> session() {
    return switch (standing) {
      case Standing.OfSession of -> Optional.of(of.session());
      case Standing.OfWorker of -> Optional.of(of.worker().session());
      case Standing.Person any -> Optional.empty();
      case Standing.Administrator any -> Optional.empty();
      case Standing.OfHost any -> Optional.empty();
    };
  }
}
