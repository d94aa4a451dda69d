package dev.agentsessions.imports;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionId;
import java.util.List;
import java.util.Optional;

/** One row of a file, as far as it could be read. */
public sealed interface ImportRow {
  /**
   * @param notes what was not understood and is left out, for people
   */
  record Understood(RecordedSession session, List<String> notes) implements ImportRow {
    public Understood {
      requireNonNull(session, "session");
      notes = List.copyOf(notes);
    }
  }

  /**
   * No session can be made of it.
   *
   * @param session absent if it does not say which one it is
   */
  record Unreadable(Optional<SessionId> session, Invalid problem) implements ImportRow {
    public Unreadable {
      requireNonNull(session, "session");
      requireNonNull(problem, "problem");
    }
  }
}
