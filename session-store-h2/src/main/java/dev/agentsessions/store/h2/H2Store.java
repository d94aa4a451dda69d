package dev.agentsessions.store.h2;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.agentsessions.HostPart;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.store.internal.Connections;
import dev.agentsessions.store.internal.Schema;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The file, open from start to close. A commit that is acknowledged has been handed to the
 * operating system, so it survives the program's sudden end. Safe from any thread.
 */
final class H2Store implements HostPart, Connections {
  private static final Schema SCHEMA =
      new Schema("dev/agentsessions/store/h2/migrations", "varchar");

  private final H2StoreConfig config;
  private final Schema schema;
  private volatile @Nullable HikariDataSource pool; // from start to close

  @Inject
  H2Store(H2StoreConfig config) {
    this(config, SCHEMA);
  }

  H2Store(H2StoreConfig config, Schema schema) {
    this.config = requireNonNull(config, "config");
    this.schema = requireNonNull(schema, "schema");
  }

  /**
   * Opens the file, makes it when it is missing, and brings its tables up to date.
   *
   * @throws StoreInUse if another program has it open
   * @throws Unavailable if it cannot be opened
   */
  @Override
  public void start() {
    StartLock lock = StartLock.on(config.file());
    try {
      pool = openUpToDate(new StoreFile(config.file()));
    } finally {
      lock.close();
    }
  }

  private HikariDataSource openUpToDate(StoreFile file) {
    if (!file.exists()) {
      file.replace(this::migrate);
    }
    HikariDataSource opened = openPool(config.file(), config.poolSize());
    if (isUpToDate(opened)) {
      return opened;
    }
    opened.close();
    file.replace(this::migrate);
    return openPool(config.file(), config.poolSize());
  }

  private boolean isUpToDate(HikariDataSource opened) {
    try {
      return schema.isIn(opened);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private void migrate(Path file) {
    try (HikariDataSource opened = openPool(file, 2)) {
      schema.migrate(opened);
    }
  }

  private HikariDataSource openPool(Path file, int size) {
    var hikari = new HikariConfig();
    hikari.setPoolName("h2");
    hikari.setJdbcUrl(url(file));
    hikari.setMaximumPoolSize(size);
    hikari.setConnectionTimeout(config.lockTimeout().toMillis());
    try {
      return new HikariDataSource(hikari);
    } catch (PoolInitializationException e) {
      if (e.getCause() instanceof SQLException cause
          && cause.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
        throw new StoreInUse(config.file(), e);
      }
      throw new Unavailable("cannot open the store " + config.file(), e);
    }
  }

  private String url(Path file) {
    return "jdbc:h2:"
        + "async:" // or a thread's interrupt closes the file, and with it the whole database
        + file
        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
        + ";WRITE_DELAY=0" // or acknowledged commits are lost with the program
        + ";DB_CLOSE_ON_EXIT=FALSE" // or H2 closes it under a host that is closing still
        + ";QUERY_CACHE_SIZE=64" // statements, of a connection; more than this module has
        + ";LOCK_TIMEOUT="
        + config.lockTimeout().toMillis();
  }

  @Override
  public Connection open() throws SQLException {
    HikariDataSource opened = pool;
    checkState(opened != null, "the store is not started, or closed: %s", config.file());
    return opened.getConnection();
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
