package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A session in a directory that exists already and is left alone when the session goes.
 *
 * @param location absolute
 */
public record QuickSession(Path location) implements SessionKind {
  public QuickSession {
    requireNonNull(location, "location");
    SessionException.Invalid.check(
        location.isAbsolute(), "spec.location", "must be an absolute path: " + location);
  }
}
