package dev.agentsessions.store.postgres;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens connections as this store needs them. Safe from any thread. */
final class PostgresConnections {
  private final PostgresStoreConfig config;

  @Inject
  PostgresConnections(PostgresStoreConfig config) {
    this.config = requireNonNull(config, "config");
  }

  /** One that is nobody else's; whoever opened it closes it. */
  Connection open() throws SQLException {
    Properties properties = properties();
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password());
    return DriverManager.getConnection(config.url(), properties);
  }

  /** Without limits of time: a migration of large tables takes as long as it takes. */
  DataSource unhurried() {
    var source = new PGSimpleDataSource();
    source.setUrl(config.url());
    source.setUser(config.user());
    source.setPassword(config.password());
    return source;
  }

  /** What the driver is told, besides who asks. */
  Properties properties() {
    var properties = new Properties();
    properties.setProperty("ApplicationName", "agent-sessions");
    properties.setProperty("stringtype", "unspecified"); // or no text is accepted as jsonb
    properties.setProperty("reWriteBatchedInserts", "true");
    properties.setProperty("tcpKeepAlive", "true");
    // Not the patience of those who wait for one: a program that just started is slow to log in.
    properties.setProperty("connectTimeout", seconds(config.callTimeout()));
    properties.setProperty("loginTimeout", seconds(config.callTimeout()));
    // The server gives up a call first, and says so; only a server that is gone is silent longer.
    properties.setProperty("socketTimeout", seconds(config.callTimeout().plusSeconds(1)));
    long call = config.callTimeout().toMillis();
    properties.setProperty(
        "options",
        "-c statement_timeout=%s -c lock_timeout=%s -c idle_in_transaction_session_timeout=%s"
            .formatted(call, call, call));
    return properties;
  }

  /** At least one: zero would mean for ever. */
  private static String seconds(Duration time) {
    return String.valueOf(Math.max(1, time.toSeconds()));
  }
}
