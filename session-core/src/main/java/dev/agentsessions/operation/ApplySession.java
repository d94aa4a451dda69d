package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.operation.CreateSession.Naming;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.Slug;
import java.util.OptionalLong;

/**
 * A session as it shall be, to be created or updated (S-07). It is found by the id it names, else
 * by the slug, else by the name's slug.
 *
 * @param session what it says of owner, parent, workers and start counts for a new session only
 * @param metadata what it says of display name, labels and annotations, for a session that is there
 * @param version the one the caller read (If-Match); absent: whichever is there, or none
 */
public record ApplySession(CreateSession session, MetadataPatch metadata, OptionalLong version) {
  public ApplySession {
    requireNonNull(session, "session");
    requireNonNull(metadata, "metadata");
    requireNonNull(version, "version");
  }

  /**
   * The session it is about.
   *
   * @throws Invalid if it names none
   */
  Target target() {
    Naming naming = session.naming();
    return new Target(
        naming.id().<SessionRef>map(SessionRef.ById::new).orElseGet(() -> bySlug(naming)), version);
  }

  private static SessionRef bySlug(Naming naming) {
    Slug slug =
        naming
            .slug()
            .or(() -> naming.name().map(CreateOperation::slug))
            .orElseThrow(() -> new Invalid("name", "is required, or an id or a slug"));
    return new SessionRef.BySlug(slug);
  }
}
