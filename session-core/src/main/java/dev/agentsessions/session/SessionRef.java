package dev.agentsessions.session;

/** How a caller points at a session of a project. */
public sealed interface SessionRef {
  /** By its id. */
  record ById(SessionId id) implements SessionRef {}

  /** By its slug. */
  record BySlug(Slug slug) implements SessionRef {}

  /**
   * Reads an id or a slug, as addresses carry them. Imported ids look like slugs, so a text without
   * the id prefix is a slug first; see {@code Sessions.get}.
   *
   * @throws IllegalArgumentException if it can be neither
   */
  static SessionRef parse(String text) {
    if (text.startsWith(SessionId.PREFIX)) {
      return new ById(new SessionId(text));
    }
    return new BySlug(new Slug(text));
  }
}
