package dev.agentsessions.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the {@link FleetRuntime} keeps, as a test sees it. One thread. */
final class FleetTables implements AutoCloseable {
  /** A process that runs. */
  record Running(String session, String worker, long epoch) {}

  private final Connection connection;

  private FleetTables(Connection connection) {
    this.connection = connection;
  }

  static FleetTables create(PostgresStoreConfig config) throws SQLException {
    var tables = new FleetTables(new PostgresConnections(config).open());
    tables.run(
        "create table fleet_process (session varchar, worker varchar, epoch bigint, code integer,"
            + " managed boolean default false, primary key (session, worker, epoch))");
    tables.run("create table fleet_fence (session varchar primary key, fence bigint)");
    tables.run(
        "create table fleet_call (number bigserial primary key, session varchar, fence bigint,"
            + " host varchar, call varchar)");
    tables.run("create table fleet_refusal (session varchar, fence bigint, host varchar)");
    return tables;
  }

  /**
   * One of the running processes ends by itself; none that a host has in hand, as whoever waits for
   * a frozen host cannot thaw it.
   */
  void exitOne(int code) throws SQLException {
    run(
        "update fleet_process set code = "
            + code
            + " where (session, worker, epoch) in (select session, worker, epoch"
            + " from fleet_process where code is null order by random() limit 1"
            + " for update skip locked)");
  }

  List<Running> running() throws SQLException {
    List<Running> all = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select session, worker, epoch from fleet_process where code is null")) {
      while (rows.next()) {
        all.add(new Running(rows.getString(1), rows.getString(2), rows.getLong(3)));
      }
    }
    return all;
  }

  /** Calls that were let in. */
  long calls() throws SQLException {
    return count("select count(*) from fleet_call");
  }

  /** Calls of owners that had been replaced: refused, and nothing happened. */
  long refusals() throws SQLException {
    return count("select count(*) from fleet_refusal");
  }

  /** Fences of a session that two programs called with. */
  long sharedFences() throws SQLException {
    return count(
        "select count(*) from (select 1 from fleet_call group by session, fence"
            + " having count(distinct host) > 1) as shared");
  }

  /** Processes that ended and that nobody came for. */
  long keptExits() throws SQLException {
    return count("select count(*) from fleet_process where code is not null");
  }

  private long count(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
