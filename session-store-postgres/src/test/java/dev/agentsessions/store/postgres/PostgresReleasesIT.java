package dev.agentsessions.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.store.internal.Schema;
import dev.agentsessions.testkit.kill.Aftermath;
import dev.agentsessions.testkit.kill.KillRounds;
import dev.agentsessions.testkit.store.EverySample;
import dev.agentsessions.testkit.store.ReleasedScripts;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What releases left in databases: for each the rows of one in {@code releases}, with some sessions
 * and their history, and something in every table it had. {@code -Drelease=1.2} adds this
 * program's.
 */
class PostgresReleasesIT {
  private static final Path RELEASES = Path.of("src/test/resources/releases");
  private static final ProjectId PROJECT = new ProjectId("sample");
  private static final String ENDING = ".copy.gz";

  @BeforeAll
  static void addThisRelease() throws IOException, SQLException {
    String release = System.getProperty("release", "");
    if (!release.isEmpty()) {
      PostgresStoreConfig config = PostgresDatabase.newConfig();
      KillRounds.leave(new DurablePostgres(config), PROJECT);
      try (PostgresDatabase store = PostgresDatabase.open(config)) {
        everything(store).check();
      }
      new PostgresSample(RELEASES.resolve(release + ENDING)).write(config);
    }
  }

  static List<Path> releases() throws IOException {
    List<Path> releases = new ArrayList<>();
    try (DirectoryStream<Path> samples = Files.newDirectoryStream(RELEASES, "*" + ENDING)) {
      samples.forEach(releases::add);
    }
    return releases;
  }

  @ParameterizedTest
  @MethodSource("releases")
  @DisplayName("P-02 every release's database is upgraded with all that it holds")
  void aReleasedDatabaseIsUpgraded(Path release) throws IOException, SQLException {
    PostgresStoreConfig config = PostgresDatabase.newConfig();
    new PostgresSample(release).restore(config, PostgresStore.SCHEMA);

    try (PostgresDatabase store = PostgresDatabase.open(config)) {
      Aftermath.of(store, PROJECT).goOn();
      Aftermath upgraded = Aftermath.of(store, PROJECT);
      assertThat(upgraded.events()).isGreaterThan(100);
      upgraded.check();
      everything(store).check();
    }
  }

  private static EverySample everything(PostgresDatabase store) {
    return new EverySample(store, store.tasks(), store.idempotency());
  }

  @Test
  @DisplayName("P-02 a script that was released is never edited")
  void releasedScriptsAreAsTheyWere() throws IOException {
    new ReleasedScripts(RELEASES.resolve("scripts.sha256")).check();
  }

  @Test
  @DisplayName(
      "P-02 what was run is noted in a table of the store's own, not in Flyway's usual one")
  void theHistoryIsTheStoresOwn() throws SQLException {
    PostgresStoreConfig config = PostgresDatabase.newConfig();
    PostgresDatabase.open(config).close();

    List<String> tables = new ArrayList<>();
    try (Connection connection = new PostgresConnections(config).open();
        ResultSet found = connection.getMetaData().getTables(null, "public", null, null)) {
      while (found.next()) {
        tables.add(found.getString("TABLE_NAME"));
      }
    }
    assertThat(tables).contains(Schema.HISTORY).doesNotContain("flyway_schema_history");
  }
}
