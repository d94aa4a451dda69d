package dev.agentsessions.pty.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class KeeperFileIT {
  @TempDir Path folder;

  @Test
  @DisplayName("L-09 a keeper that lives is nobody's to bury, also within one program")
  void aLivingKeeperIsNotAbandoned() throws Exception {
    try (KeeperFile living = KeeperFile.create(folder)) {
      assertThat(KeeperFile.abandoned(folder)).isEmpty();
      // Nor after somebody looked: looking takes no lock away.
      assertThat(KeeperFile.abandoned(folder)).isEmpty();
      assertThat(folder.resolve(living.id())).exists();
    }
  }

  @Test
  @DisplayName("L-09 a keeper whose lock is gone is dead, and one buries it at a time")
  void aKeeperWithoutItsLockIsDead() throws Exception {
    KeeperFile dead = KeeperFile.create(folder);
    dead.close();

    List<KeeperFile> found = KeeperFile.abandoned(folder);

    assertThat(found).extracting(KeeperFile::id).containsExactly(dead.id());
    assertThat(KeeperFile.abandoned(folder)).isEmpty();
    found.getFirst().delete();
    found.getFirst().close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  @DisplayName("L-09 a copy of a data directory tells of nobody's processes")
  void aCopyIsNotBelieved(@TempDir Path copy) throws Exception {
    try (KeeperFile living = KeeperFile.create(folder)) {
      Files.copy(
          folder.resolve(living.id()),
          copy.resolve(living.id()),
          StandardCopyOption.COPY_ATTRIBUTES);

      assertThat(KeeperFile.abandoned(copy)).isEmpty();

      assertThat(copy).isEmptyDirectory();
    }
  }

  @Test
  @DisplayName("L-09 what is no entry is left out, and the others are found")
  void whatIsNoEntryIsLeftOut() throws Exception {
    KeeperFile dead = KeeperFile.create(folder);
    dead.close();
    Files.createDirectory(folder.resolve("directory"));
    Files.createFile(folder.resolve("being-made.new"));
    Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nothing"));

    assertThat(ids(KeeperFile.abandoned(folder))).containsExactly(dead.id());
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).hasSize(4);
    }
  }

  private static List<String> ids(List<KeeperFile> files) throws IOException {
    files.forEach(KeeperFile::close);
    return files.stream().map(KeeperFile::id).toList();
  }
}
