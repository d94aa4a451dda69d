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

  private SqlErrors() {}

  /** Of a statement, or of anything else before a commit: nothing is written. */
  static RuntimeException translate(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
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
}
