package dev.agentsessions.store.internal;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections to the database come from. Safe from any thread. */
public interface Connections {
  /**
   * A connection that commits by itself; whoever opened it gives it to {@link #close}.
   *
   * @throws SQLException if none can be had in time, or the thread was interrupted and is again
   */
  Connection open() throws SQLException;

  /** The same, for a short read, which fails soon while the database does not answer. */
  default Connection openToRead() throws SQLException {
    return open();
  }

  default void close(Connection connection) throws SQLException {
    connection.close();
  }
}
