package dev.agentsessions.session;

/** How a caller points at a session of a project. */
public sealed interface SessionRef {
  /** By its id. */
  record ById(SessionId id) implements SessionRef {}

  /** By its slug; where no session has it, by an imported id of that form. */
  record BySlug(Slug slug) implements SessionRef {}

  /**
   * Reads an id or a slug, as addresses carry them.
   *
   * @throws SessionException.Invalid if it can be neither, or is the id of something else (S-02)
   */
  static SessionRef parse(String text) {
    SessionException.Invalid.check(
        !text.matches("(wrk|msg|evt|agt|rep|tok|nod|hst)-[0-9a-z]{26}"),
        "session",
        "is the id of something else: " + text);
    try {
      return Slug.isOne(text) ? new BySlug(new Slug(text)) : new ById(new SessionId(text));
    } catch (IllegalArgumentException e) {
      throw new SessionException.Invalid("session", "is neither an id nor a slug: " + text);
    }
  }
}
