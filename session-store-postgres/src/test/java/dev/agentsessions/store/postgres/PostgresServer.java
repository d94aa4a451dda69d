package dev.agentsessions.store.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The real server that the tests of one JVM share; it ends with the JVM. One that a killed JVM left
 * is ended by the next.
 */
final class PostgresServer {
  private static final Path FOLDER = Path.of("target/postgres").toAbsolutePath();
  private static final Path PID = FOLDER.resolve("data/postmaster.pid");
  private static final String USER = "postgres";
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private PostgresServer() {}

  /** A new database of its own. */
  static PostgresStoreConfig newDatabase() {
    String name = "test_" + DATABASES.incrementAndGet();
    try (Connection connection = Running.SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return PostgresStoreConfig.at(Running.SERVER.getJdbcUrl(USER, name), USER, USER);
  }

  /** Started when it is first needed. */
  private static final class Running {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      endLeftover();
      try {
        return EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(FOLDER.resolve("binaries").toFile())
            .setDataDirectory(FOLDER.resolve("data"))
            .setCleanDataDirectory(true)
            .setPGStartupWait(Duration.ofMinutes(2))
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The file names the process, if it is still the one of this folder. */
    private static void endLeftover() {
      try {
        if (Files.exists(PID)) {
          ProcessHandle.of(Long.parseLong(Files.readAllLines(PID).getFirst()))
              .filter(process -> process.info().command().orElse("").startsWith(FOLDER.toString()))
              .ifPresent(process -> process.destroyForcibly());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
