package dev.agentsessions.store.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Runs statements on one connection. For one thread, within one {@link Database} call. */
final class Work {
  /** Makes something of a result. */
  interface Reader<R> {
    R read(Rows rows) throws SQLException;
  }

  private final Connection connection;

  Work(Connection connection) {
    this.connection = connection;
  }

  /**
   * @return the number of rows written
   */
  <S> int run(Template<S> statement, S source) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
      statement.bind(prepared, source);
      return prepared.executeUpdate();
    }
  }

  /** Runs one statement for each source, in their order; nothing when there is none. */
  <S> void runAll(Template<S> statement, List<S> sources) throws SQLException {
    if (sources.isEmpty()) {
      return;
    }
    try (PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
      for (S source : sources) {
        statement.bind(prepared, source);
        prepared.addBatch();
      }
      prepared.executeBatch();
    }
  }

  <S, R> R read(Template<S> statement, S source, Reader<R> reader) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
      statement.bind(prepared, source);
      try (ResultSet results = prepared.executeQuery()) {
        return reader.read(statement.rows(results));
      }
    }
  }
}
