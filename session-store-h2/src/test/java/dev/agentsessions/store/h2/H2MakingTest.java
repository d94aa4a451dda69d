package dev.agentsessions.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.store.internal.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the store's file comes to be, and to have the tables that a program needs. */
class H2MakingTest {
  private static final Schema BROKEN = new Schema("dev/agentsessions/store/h2/broken", "varchar");

  @TempDir Path folder;

  @Test
  @DisplayName("P-02 what a program left that was killed while it made the store is in no way")
  void aHalfMadeStoreIsMadeAnew() throws Exception {
    Path half = folder.resolve("half");
    assertThatThrownBy(() -> new H2Store(H2StoreConfig.at(half), BROKEN).start())
        .isInstanceOf(IllegalStateException.class);
    Files.move(onDisk("half.new"), onDisk("store.new"));

    assertOpens();
  }

  @Test
  @DisplayName("P-02 a migration that fails, or is killed, leaves the store as it was")
  void aFailedMigrationChangesNothing() throws Exception {
    assertOpens();

    assertThatThrownBy(() -> new H2Store(config(), BROKEN).start())
        .isInstanceOf(IllegalStateException.class);

    var store = new H2Store(config());
    store.start();
    try (Connection connection = store.open();
        ResultSet halfMade = connection.getMetaData().getTables(null, null, "half_made", null)) {
      assertThat(halfMade.next()).isFalse();
    } finally {
      store.close();
    }
  }

  @Test
  void oneProgramAtATimeStarts() {
    StartLock other = StartLock.on(config().file());
    assertThatThrownBy(() -> H2Database.open(config())).isInstanceOf(StoreInUse.class);
    other.close();

    assertOpens();
  }

  @Test
  void aFileThatIsNoStoreIsKeptAndRefused() throws Exception {
    Files.writeString(onDisk("store"), "not a store");

    assertThatThrownBy(() -> H2Database.open(config())).isInstanceOf(Unavailable.class);

    assertThat(onDisk("store")).hasContent("not a store");
  }

  private void assertOpens() {
    try (H2Database store = H2Database.open(config())) {
      assertThat(store.projects().find(ProjectId.DEFAULT)).isPresent();
    }
  }

  private H2StoreConfig config() {
    return H2StoreConfig.at(folder.resolve("store"));
  }

  private Path onDisk(String name) {
    return folder.resolve(name + ".mv.db");
  }
}
