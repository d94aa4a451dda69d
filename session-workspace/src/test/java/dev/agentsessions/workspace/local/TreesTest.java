package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

class TreesTest {
  @TempDir Path folder;

  @RepeatedTest(50)
  @DisplayName("G-09 two that delete the same folder are both done when it is gone")
  void twoDeleteTheSame() throws IOException {
    Path tree = folder.resolve("tree");
    for (int i = 0; i < 40; i++) {
      Files.createDirectories(tree.resolve("a" + i % 5).resolve("b" + i));
    }

    var other = CompletableFuture.runAsync(() -> Trees.delete(tree));
    Trees.delete(tree);
    other.join();

    assertThat(tree).doesNotExist();
  }
}
