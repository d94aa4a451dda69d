package dev.agentsessions.testkit.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real server on a free port of this machine, until it is closed or the JVM ends. One that a
 * killed JVM left in the same folder is ended by the next. What it has committed survives its own
 * crash, not that of the machine. Safe from any thread.
 */
public final class PostgresServer implements AutoCloseable {
  /** Who may do anything, with any password. */
  public static final String USER = "postgres";

  private final Path data;
  private final EmbeddedPostgres server;
  private final AtomicInteger databases = new AtomicInteger();

  private PostgresServer(Path data, EmbeddedPostgres server) {
    this.data = data;
    this.server = server;
  }

  /**
   * The one that the tests of this JVM share, in {@code target/postgres-N}; it ends with the JVM.
   * The system property {@code test.fork} is N where several JVMs test at once.
   */
  public static PostgresServer shared() {
    return Shared.SERVER;
  }

  /** A new one that keeps everything in a folder. */
  public static PostgresServer start(Path folder) {
    return start(folder, EmbeddedPostgres.builder());
  }

  /** Likewise, and it goes on while a JVM ends, until it is closed: for hosts that end later. */
  public static PostgresServer startUntilClosed(Path folder) {
    return start(folder, EmbeddedPostgres.builder().setRegisterShutdownHook(false));
  }

  private static PostgresServer start(Path folder, EmbeddedPostgres.Builder builder) {
    Path home = folder.toAbsolutePath();
    Path data = home.resolve("data");
    try {
      endLeftover(home, data.resolve("postmaster.pid"));
      return new PostgresServer(
          data,
          builder
              .setOverrideWorkingDirectory(home.resolve("binaries").toFile())
              .setDataDirectory(data)
              .setCleanDataDirectory(true)
              .setServerConfig("synchronous_commit", "on") // as servers are that are not for tests
              .setPGStartupWait(Duration.ofMinutes(2))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a new, empty database is. */
  public String newDatabase() {
    return newDatabase(USER);
  }

  /** Where a new, empty database is in which its owner may make tables. */
  public String newDatabase(String owner) {
    String name = "database_" + databases.incrementAndGet();
    execute("create database %s owner %s".formatted(name, owner));
    return "jdbc:postgresql://127.0.0.1:%s/%s".formatted(port(), name);
  }

  public int port() {
    return server.getPort();
  }

  /** Adds a user who needs a password, and owns nothing yet. */
  public void addUser(String name, String password) {
    execute("create role %s login password '%s'".formatted(name, password));
    Path rules = data.resolve("pg_hba.conf");
    try {
      String before = Files.readString(rules);
      String first = "host all " + name + " all scram-sha-256\n";
      Files.writeString(rules, first + before, StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    execute("select pg_reload_conf()");
  }

  private void execute(String sql) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file names the process, if it is still the one of this folder. */
  private static void endLeftover(Path home, Path pid) throws IOException {
    if (Files.exists(pid)) {
      List<String> lines = Files.readAllLines(pid);
      ProcessHandle.of(Long.parseLong(lines.getFirst()))
          .filter(process -> process.info().command().orElse("").startsWith(home.toString()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** Started when it is first needed. */
  private static final class Shared {
    static final PostgresServer SERVER =
        start(Path.of("target/postgres-" + System.getProperty("test.fork", "alone")));
  }
}
