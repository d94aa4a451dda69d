package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionRef;
import java.util.OptionalLong;

/**
 * The session an operation is about.
 *
 * @param version the one the caller read (If-Match); absent: whichever is there, and the operation
 *     decides anew when somebody writes in between
 */
public record Target(SessionRef session, OptionalLong version) {
  public Target {
    requireNonNull(session, "session");
    requireNonNull(version, "version");
  }

  public static Target of(SessionRef session) {
    return new Target(session, OptionalLong.empty());
  }
}
