package dev.agentsessions.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A library's own statements keep the rules that H2 makes necessary: docs/decisions/0007. */
class TurnTakingSourceTest {
  private final List<String> log = new ArrayList<>();
  private final JdbcDataSource database = new JdbcDataSource();
  private boolean isOut;
  private final TurnTakingSource source = new TurnTakingSource(this::open, new LoggedTurns());

  TurnTakingSourceTest() {
    database.setURL("jdbc:h2:mem:turns");
  }

  @Test
  @DisplayName("P-08, P-03 a library's transaction takes its turn, and commits as all others do")
  void aTransactionTakesItsTurn() throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(connection.getAutoCommit()).isFalse();
      assertThat(statement.executeUpdate("create table t (id int)")).isZero();
      connection.commit();
    }

    assertThat(log).containsExactly("begin", "commit", "end");
  }

  @Test
  @DisplayName("P-08, P-03 the turn ends when there is no connection, and when a statement fails")
  void theTurnEndsWhateverHappens() throws SQLException {
    isOut = true;
    assertThatExceptionOfType(SQLException.class).isThrownBy(source::getConnection);
    assertThat(log).containsExactly("begin", "end");

    isOut = false;
    try (Connection connection = source.getConnection()) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> connection.prepareStatement("select nonsense"));
    }
    assertThat(log).containsExactly("begin", "end", "begin", "end");
  }

  private Connection open() throws SQLException {
    if (isOut) {
      throw new SQLException("out");
    }
    return database.getConnection();
  }

  private final class LoggedTurns implements Turns {
    @Override
    public void begin() {
      log.add("begin");
    }

    @Override
    public void commit(Connection connection) throws SQLException {
      log.add("commit");
      connection.commit();
    }

    @Override
    public void end() {
      log.add("end");
    }

    @Override
    public void awaitDurable() {
      log.add("await");
    }
  }
}
