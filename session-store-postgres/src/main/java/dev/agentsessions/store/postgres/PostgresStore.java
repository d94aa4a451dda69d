package dev.agentsessions.store.postgres;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.google.common.base.Throwables;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.agentsessions.HostPart;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.store.internal.Connections;
import dev.agentsessions.store.internal.Schema;
import dev.agentsessions.store.internal.Turnstile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The pool of connections, from start to close. Safe from any thread. */
final class PostgresStore implements HostPart, Connections {
  static final Schema SCHEMA = new Schema("dev/agentsessions/store/postgres/migrations", "jsonb");

  private static final int IDLE = 2;

  private final PostgresStoreConfig config;
  private final PostgresConnections connections;
  private final Duration share;
  private final Turnstile turns;
  private volatile @Nullable HikariDataSource pool; // from start to close

  @Inject
  PostgresStore(PostgresStoreConfig config, PostgresConnections connections) {
    this.config = requireNonNull(config, "config");
    this.connections = requireNonNull(connections, "connections");
    this.share = config.patience().dividedBy(2);
    this.turns = new Turnstile(config.poolSize(), share);
  }

  /**
   * Connects, and brings the tables up to date; several hosts may do so at once.
   *
   * @throws Unavailable if the database cannot be reached, lets this user not in, or lets it not
   *     make tables; says so in one line
   */
  @Override
  public void start() {
    tryOnce();
    try {
      SCHEMA.migrate(connections.unhurried());
    } catch (RuntimeException e) {
      throw Throwables.getCausalChain(e).stream()
          .filter(SQLException.class::isInstance)
          .findFirst()
          .<RuntimeException>map(this::cannotUse)
          .orElse(e);
    }
    pool = openPool();
  }

  /** So that what is wrong with the URL, the user or the network is said in one line. */
  private void tryOnce() {
    try {
      connections.open().close();
    } catch (SQLException e) {
      throw cannotUse(e);
    }
  }

  /** Without the URL's parameters, which may hold a password. */
  private Unavailable cannotUse(Throwable why) {
    String reason = String.valueOf(why.getMessage()).lines().findFirst().orElse("");
    String shown = reason.replace(config.url(), config.place());
    return new Unavailable("cannot use the database " + config.place() + ": " + shown, why);
  }

  private HikariDataSource openPool() {
    var hikari = new HikariConfig();
    hikari.setPoolName("postgres");
    hikari.setJdbcUrl(config.url());
    hikari.setUsername(config.user());
    hikari.setPassword(config.password());
    hikari.setDataSourceProperties(connections.properties());
    hikari.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    hikari.setMaximumPoolSize(config.poolSize());
    hikari.setMinimumIdle(IDLE);
    hikari.setInitializationFailTimeout(-1); // tried already
    hikari.setConnectionTimeout(share.toMillis());
    hikari.setValidationTimeout(share.toMillis());
    return new HikariDataSource(hikari);
  }

  /**
   * Whoever has a turn finds a connection free, so one that is long in coming means that the
   * database is out; many callers alone do not look like that.
   */
  @Override
  public Connection open() throws SQLException {
    HikariDataSource opened = pool;
    checkState(opened != null, "the store is not started, or closed: %s", config);
    turns.enter();
    try {
      return opened.getConnection();
    } catch (SQLException e) {
      turns.leave(false);
      throw e.getCause() instanceof InterruptedException interrupt ? interrupted(interrupt) : e;
    }
  }

  @Override
  public Connection openToRead() throws SQLException {
    Connection connection = open();
    try {
      connection.setNetworkTimeout(Runnable::run, (int) share.toMillis());
      return connection;
    } catch (SQLException e) {
      close(connection);
      throw e;
    }
  }

  private static SQLException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new SQLTransientConnectionException("interrupted", e);
  }

  @Override
  public void close(Connection connection) throws SQLException {
    boolean isServed = false;
    try {
      isServed = !connection.isClosed(); // the pool closes one that is broken
      connection.close();
    } finally {
      turns.leave(isServed);
    }
  }

  @Override
  public void close() {
    HikariDataSource opened = pool;
    pool = null;
    if (opened != null) {
      opened.close();
    }
  }
}
