package dev.agentsessions.store.internal;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionException.OutcomeUnknown;
import dev.agentsessions.session.SessionException.Unavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * The database, one call at a time: a read, or one transaction at READ COMMITTED. What SQL throws
 * leaves here as a {@link SessionException} or, where a statement itself is wrong, as an
 * IllegalStateException. Safe from any thread.
 */
public final class Database {
  /** Something to do on a connection; no I/O but its statements, and nobody else's code. */
  interface Task<R> {
    R run(Work work) throws SQLException;
  }

  private interface Opening {
    Connection open() throws SQLException;
  }

  private static final int ATTEMPTS = 3;

  private final Connections connections;
  private final Turns turns;
  private final DSLContext dsl;

  /**
   * @param dialect in which statements are rendered
   */
  public Database(Connections connections, Turns turns, SQLDialect dialect) {
    this.connections = requireNonNull(connections, "connections");
    this.turns = requireNonNull(turns, "turns");
    this.dsl = DSL.using(dialect);
  }

  /** Renders statements; it has no connection to run them. */
  DSLContext dsl() {
    return dsl;
  }

  /** For a library that has statements of its own: each of its connections is one transaction. */
  DataSource transactions() {
    return new TurnTakingSource(connections, turns);
  }

  /** Looks up what an index leads to. */
  <R> R read(Task<R> task) {
    return read(connections::openToRead, task);
  }

  /** Looks through many rows, which may take longer. */
  <R> R search(Task<R> task) {
    return read(connections::open, task);
  }

  private <R> R read(Opening opening, Task<R> task) {
    Connection connection = open(opening);
    try {
      R result = task.run(new Work(connection));
      turns.awaitDurable();
      return result;
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    } finally {
      close(connection);
    }
  }

  /**
   * Runs a task and commits. When it throws, nothing is written.
   *
   * @throws Conflict if the task broke a constraint
   * @throws OutcomeUnknown if the commit itself failed
   */
  <R> R write(Task<R> task) {
    turns.begin();
    try {
      return writeInTurn(task);
    } finally {
      turns.end();
    }
  }

  private <R> R writeInTurn(Task<R> task) {
    Connection connection = open(connections::open);
    try {
      R result = beforeCommit(connection, task);
      commit(connection);
      return result;
    } finally {
      close(connection);
    }
  }

  /**
   * Runs a task and commits, and again when it broke a constraint that nothing explains: whoever
   * was in the way is gone.
   *
   * @param why says what was in the way; nothing when there is nothing now
   */
  <R> R write(Task<R> task, Task<Optional<? extends RuntimeException>> why) {
    Conflict last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return write(task);
      } catch (Conflict conflict) {
        read(why)
            .ifPresent(
                refusal -> {
                  throw refusal;
                });
        last = conflict;
      }
    }
    throw new Unavailable("in conflict again and again with writes that were undone", last);
  }

  /**
   * Runs a task of one statement, which commits by itself.
   *
   * @throws Conflict if the statement broke a constraint; nothing is written
   * @throws OutcomeUnknown if the database was lost meanwhile
   */
  <R> R writeAtOnce(Task<R> task) {
    Connection connection = open(connections::open);
    try {
      return task.run(new Work(connection));
    } catch (SQLException e) {
      throw SqlErrors.isRolledBack(e)
          ? SqlErrors.translate(e)
          : new OutcomeUnknown("the database failed in a statement that commits", e);
    } finally {
      close(connection);
    }
  }

  private static <R> R beforeCommit(Connection connection, Task<R> task) {
    try {
      connection.setAutoCommit(false);
      return task.run(new Work(connection));
    } catch (SQLException e) {
      throw rolledBack(connection, SqlErrors.translate(e));
    } catch (RuntimeException e) {
      throw rolledBack(connection, e);
    }
  }

  private static RuntimeException rolledBack(Connection connection, RuntimeException failure) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  private void commit(Connection connection) {
    try {
      turns.commit(connection);
    } catch (SQLException e) {
      throw new OutcomeUnknown("the database failed inside a commit", e);
    }
  }

  private void close(Connection connection) {
    try {
      connections.close(connection);
    } catch (SQLException e) {
      // What was asked is done or refused by now, and the pool drops a broken connection itself.
    }
  }

  private static Connection open(Opening opening) {
    try {
      return opening.open();
    } catch (SQLException e) {
      throw new Unavailable("no connection to the database", e);
    }
  }
}
