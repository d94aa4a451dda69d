package dev.agentsessions.store.internal;

import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings a database to the tables that this program needs. Several may do so at once. */
public final class Schema {
  private static final String COMMON = "classpath:dev/agentsessions/store/migrations";

  private Schema() {}

  /**
   * Runs what of the migrations is missing.
   *
   * @param location of the database's own ones, on the class path
   * @param document its type for JSON
   */
  public static void migrate(DataSource database, String location, String document) {
    Flyway.configure()
        .dataSource(database)
        .locations(List.of(COMMON, "classpath:" + location).toArray(String[]::new))
        .table("agent_sessions_history")
        .placeholders(Map.of("document", document))
        .load()
        .migrate();
  }
}
