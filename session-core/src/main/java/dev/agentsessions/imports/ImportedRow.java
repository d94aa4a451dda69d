package dev.agentsessions.imports;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import java.util.List;
import java.util.Optional;

/**
 * What became of one row.
 *
 * @param row its number in the file, from 1
 * @param session absent if the row does not say which one it is
 * @param refused why; present exactly if it was
 * @param notes what was left out, or is not as it was, for people
 */
public record ImportedRow(
    int row,
    Optional<SessionId> session,
    Outcome outcome,
    Optional<SessionException> refused,
    List<String> notes) {
  /** In a word. */
  public enum Outcome {
    IMPORTED,
    /** A session of that id is there already: nothing changed. */
    UNCHANGED,
    /** Nothing of it was stored. */
    REFUSED
  }

  public ImportedRow {
    checkArgument(row > 0, "rows are counted from 1: %s", row);
    requireNonNull(session, "session");
    requireNonNull(outcome, "outcome");
    checkArgument(
        refused.isPresent() == (outcome == Outcome.REFUSED), "a refusal has a reason: %s", outcome);
    notes = List.copyOf(notes);
  }

  /** Nothing of it was stored. */
  public static ImportedRow refused(int row, Optional<SessionId> session, SessionException why) {
    return new ImportedRow(row, session, Outcome.REFUSED, Optional.of(why), List.of());
  }
}
