package dev.agentsessions.store.internal;

import dev.agentsessions.session.SessionException.Unavailable;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * How transactions that write take turns, and when others see what they wrote. Safe from any
 * thread.
 */
public interface Turns {
  /** The database sees to it: nothing is shown before it outlives the program. */
  Turns BY_DATABASE =
      new Turns() {
        @Override
        public void begin() {}

        @Override
        public void commit(Connection connection) throws SQLException {
          connection.commit();
        }

        @Override
        public void end() {}

        @Override
        public void awaitDurable() {}
      };

  /**
   * Before a transaction that writes: waits for its turn.
   *
   * @throws Unavailable if that does not come in time; then there is nothing to end
   */
  void begin();

  void commit(Connection connection) throws SQLException;

  /** After the transaction, whatever became of it; in the thread that began it. */
  void end();

  /** Waits until everything that this thread was shown outlives the program. */
  void awaitDurable();
}
