package dev.agentsessions.store.internal;

import dev.agentsessions.session.SessionException.Unavailable;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** What SQL exceptions mean, by their states, which H2 and PostgreSQL mostly share. */
final class SqlErrors {
  private static final Set<String> CONSTRAINTS =
      Set.of(
          "23503", // PostgreSQL: a foreign key
          "23505", // both: a unique key
          "23506"); // H2: a foreign key

  /**
   * Classes of states that pass: connection, rollback, resources, busy objects, operators, system;
   * of H2 lock timeouts, and its own failures, which include a closed database.
   */
  private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57", "58", "HY", "90");

  /** Classes that a server that goes on says of a statement: data, constraint, rollback, locks. */
  private static final Set<String> ROLLED_BACK = Set.of("22", "23", "40", "42", "53", "55");

  private static final String CANCELLED = "57014";

  private SqlErrors() {}

  /** Whether a statement that would have committed by itself has certainly not. */
  static boolean isRolledBack(SQLException e) {
    String state = stateOf(e);
    return state.equals(CANCELLED)
        || (!state.isEmpty() && ROLLED_BACK.contains(state.substring(0, 2)));
  }

  /** Of a statement, or of anything else before a commit: nothing is written. */
  static RuntimeException translate(SQLException e) {
    String state = stateOf(e);
    if (CONSTRAINTS.contains(state)) {
      return new Conflict(e);
    }
    if (state.isEmpty()
        || PASSING.contains(state.substring(0, 2))
        || e instanceof SQLTransientException
        || e instanceof SQLRecoverableException
        || e instanceof SQLNonTransientConnectionException) {
      return new Unavailable("the database did not answer: " + e.getMessage(), e);
    }
    return new IllegalStateException("SQL was refused: " + e.getMessage(), e);
  }

  private static String stateOf(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }
}
