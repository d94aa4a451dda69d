package dev.agentsessions.store.internal;

import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The tables that this program needs, as migrations: those that all databases share, and the
 * database's own.
 *
 * @param location of its own ones, on the class path
 * @param document its type for JSON
 */
public record Schema(String location, String document) {
  /** Not Flyway's usual one, which may be the host application's in the same database. */
  public static final String HISTORY = "agent_sessions_history";

  private static final String COMMON = "classpath:dev/agentsessions/store/migrations";

  /**
   * Whether nothing of the migrations is missing. A database that a later program has migrated
   * lacks nothing.
   *
   * @throws IllegalStateException if what was run is not what this program has: somebody edited a
   *     script
   */
  public boolean isIn(DataSource database) {
    return translated(
        () -> {
          Flyway migrations = migrations(database);
          boolean isComplete = migrations.info().pending().length == 0;
          if (isComplete) {
            migrations.validate();
          }
          return isComplete;
        });
  }

  /**
   * Runs what of the migrations is missing. Several programs may do so at once.
   *
   * @throws IllegalStateException if one fails, or is not the one that was run
   */
  public void migrate(DataSource database) {
    translated(() -> migrations(database).migrate());
  }

  /** The same, but no migration after a version: as an earlier release has left a database. */
  public void migrate(DataSource database, String last) {
    translated(
        () ->
            Flyway.configure()
                .configuration(migrations(database).getConfiguration())
                .target(last)
                .load()
                .migrate());
  }

  private Flyway migrations(DataSource database) {
    return Flyway.configure()
        .dataSource(database)
        .locations(COMMON, "classpath:" + location)
        .table(HISTORY)
        .baselineOnMigrate(true) // a host application may have tables in the same schema
        .baselineVersion("0")
        .placeholders(Map.of("document", document))
        .load();
  }

  private static <T> T translated(Supplier<T> call) {
    try {
      return call.get();
    } catch (FlywayException e) {
      throw new IllegalStateException("the store's tables are not as they must be", e);
    }
  }
}
