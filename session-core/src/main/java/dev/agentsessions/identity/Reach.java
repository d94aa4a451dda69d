package dev.agentsessions.identity;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import java.util.Set;

/**
 * Which sessions of a project a caller has to do with. To the caller no others are there: not in
 * lists, totals or events, and not by name (T-02).
 */
public sealed interface Reach {
  /** All of them, and the project itself. */
  record Everything() implements Reach {}

  /** Those of some owners, at least one, and what the project has for all. */
  record Owned(Set<Owner> owners) implements Reach {
    public Owned {
      owners = Set.copyOf(owners);
      checkArgument(!owners.isEmpty(), "nobody's sessions are nobody's reach");
    }
  }

  /** One, and nothing of the project. */
  record OneSession(SessionId session) implements Reach {
    public OneSession {
      requireNonNull(session, "session");
    }
  }

  /** The reach of whoever may do everything. */
  static Reach everything() {
    return new Everything();
  }

  /** Whether a session is within. */
  default boolean includes(Session session) {
    return includes(session.id(), session.identity().owner());
  }

  /** Whether the session of an owner is within. */
  default boolean includes(SessionId session, Owner owner) {
    return switch (this) {
      case Everything any -> true;
      case Owned of -> of.owners().contains(owner);
      case OneSession of -> of.session().equals(session);
    };
  }
}
