package dev.agentsessions.store.internal;

import java.sql.Connection;
import java.sql.SQLException;

/** When a database shows what was committed to others than who committed. Safe from any thread. */
public interface Visibility {
  /** Not before it outlives the program. */
  Visibility DURABLE =
      new Visibility() {
        @Override
        public void commit(Connection connection) throws SQLException {
          connection.commit();
        }

        @Override
        public void awaitDurable() {}
      };

  void commit(Connection connection) throws SQLException;

  /** Waits until everything that this thread was shown outlives the program. */
  void awaitDurable();
}
