package dev.agentsessions.store.internal;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The database for a library that has statements of its own. Each connection is one transaction, to
 * be committed and closed by the thread that opened it, and takes its turn as all others do. Safe
 * from any thread.
 */
final class TurnTakingSource implements DataSource {
  private final Connections connections;
  private final Turns turns;

  TurnTakingSource(Connections connections, Turns turns) {
    this.connections = requireNonNull(connections, "connections");
    this.turns = requireNonNull(turns, "turns");
  }

  @Override
  public Connection getConnection() throws SQLException {
    turns.begin();
    try {
      return inTurn(connections.open());
    } catch (SQLException | RuntimeException e) {
      turns.end();
      throw e;
    }
  }

  private Connection inTurn(Connection opened) throws SQLException {
    try {
      opened.setAutoCommit(false);
    } catch (SQLException e) {
      connections.close(opened);
      throw e;
    }
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, new Turn(opened));
  }

  /** Commits and closes as {@link Database} does; all else is the connection's. For one thread. */
  private final class Turn implements InvocationHandler {
    private final Connection connection;
    private boolean closed;

    Turn(Connection connection) {
      this.connection = connection;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      switch (method.getName()) {
        case "commit" -> turns.commit(connection);
        case "close" -> close();
        default -> {
          try {
            return method.invoke(connection, arguments);
          } catch (InvocationTargetException e) {
            throw requireNonNull(e.getCause(), "cause");
          }
        }
      }
      return null;
    }

    private void close() throws SQLException {
      if (!closed) {
        closed = true;
        try {
          connections.close(connection);
        } finally {
          turns.end();
        }
      }
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the store knows who asks");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("logs by SLF4J");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps no " + type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
