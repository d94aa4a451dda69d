package dev.agentsessions.store.internal;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections to the database come from. Safe from any thread. */
public interface Connections {
  /**
   * A connection that commits by itself; whoever opened it closes it.
   *
   * @throws SQLException if none can be had in time
   */
  Connection open() throws SQLException;
}
