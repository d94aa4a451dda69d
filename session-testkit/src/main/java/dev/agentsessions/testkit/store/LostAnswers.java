package dev.agentsessions.testkit.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Connections to a database of which one is lost when a test says so: inside its commit, which is
 * carried out or not. For one test at a time.
 */
public final class LostAnswers {
  private enum Next {
    ANSWERED,
    CARRIED_OUT,
    NOT_CARRIED_OUT
  }

  private static final String CONNECTION_FAILURE = "08006";

  private final AtomicReference<Next> next = new AtomicReference<>(Next.ANSWERED);

  /** The next commit is carried out, and whoever asked for it does not hear so. */
  void loseAfterTheNextCommit() {
    next.set(Next.CARRIED_OUT);
  }

  /** The next commit is not carried out, and whoever asked for it hears neither. */
  void loseBeforeTheNextCommit() {
    next.set(Next.NOT_CARRIED_OUT);
  }

  /** A connection that may be the one. */
  public Connection over(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            LostAnswers.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              Next answer =
                  method.getName().equals("commit") ? next.getAndSet(Next.ANSWERED) : Next.ANSWERED;
              try {
                switch (answer) {
                  case ANSWERED -> {
                    return method.invoke(connection, arguments);
                  }
                  case CARRIED_OUT -> connection.commit();
                  case NOT_CARRIED_OUT -> connection.rollback();
                }
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              throw new SQLException("the connection was lost", CONNECTION_FAILURE);
            });
  }
}
