package dev.agentsessions.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.store.internal.Schema;
import dev.agentsessions.testkit.kill.Aftermath;
import dev.agentsessions.testkit.kill.KillRounds;
import dev.agentsessions.testkit.store.EverySample;
import dev.agentsessions.testkit.store.ReleasedScripts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What releases left on disks: for each a store in {@code releases}, with some sessions and their
 * history, and something in every table it had. {@code -Drelease=1.2} adds this program's.
 */
class H2ReleasesTest {
  private static final Path RELEASES = Path.of("src/test/resources/releases");
  private static final ProjectId PROJECT = new ProjectId("sample");
  private static final String ENDING = ".mv.db";

  @TempDir static Path folder;

  @BeforeAll
  static void addThisRelease() throws IOException {
    String release = System.getProperty("release", "");
    if (!release.isEmpty()) {
      Path sample = folder.resolve("sample");
      KillRounds.leave(new DurableH2(sample), PROJECT);
      try (H2Database store = H2Database.open(H2StoreConfig.at(sample))) { // makes it small
        everything(store).check();
      }
      try (OutputStream packed =
          new GZIPOutputStream(Files.newOutputStream(RELEASES.resolve(release + ENDING + ".gz")))) {
        Files.copy(onDisk(sample), packed);
      }
    }
  }

  static List<Path> releases() throws IOException {
    List<Path> releases = new ArrayList<>();
    try (DirectoryStream<Path> packed = Files.newDirectoryStream(RELEASES, "*.gz")) {
      packed.forEach(releases::add);
    }
    return releases;
  }

  @ParameterizedTest
  @MethodSource("releases")
  @DisplayName("P-02 every release's store is upgraded with all that it holds")
  void aReleasedStoreIsUpgraded(Path release) throws IOException {
    Path file = folder.resolve("upgraded-" + release.getFileName());
    try (InputStream packed = new GZIPInputStream(Files.newInputStream(release))) {
      Files.copy(packed, onDisk(file));
    }

    try (H2Database store = H2Database.open(H2StoreConfig.at(file))) {
      Aftermath.of(store, PROJECT).goOn();
      Aftermath upgraded = Aftermath.of(store, PROJECT);
      assertThat(upgraded.events()).isGreaterThan(100);
      upgraded.check();
      everything(store).check();
    }
  }

  private static EverySample everything(H2Database store) {
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
  void theHistoryIsTheStoresOwn() throws Exception {
    var store = new H2Store(H2StoreConfig.at(folder.resolve("new")));
    store.start();
    List<String> tables = new ArrayList<>();
    try (Connection connection = store.open();
        ResultSet found = connection.getMetaData().getTables(null, "public", null, null)) {
      while (found.next()) {
        tables.add(found.getString("TABLE_NAME"));
      }
    } finally {
      store.close();
    }

    assertThat(tables).contains(Schema.HISTORY).doesNotContain("flyway_schema_history");
  }

  private static Path onDisk(Path file) {
    return file.resolveSibling(file.getFileName() + ENDING);
  }
}
