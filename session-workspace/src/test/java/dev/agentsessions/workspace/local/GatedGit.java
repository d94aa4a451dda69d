package dev.agentsessions.workspace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A git that does not begin with a command of its until it is told to go on. */
record GatedGit(Path script, Path at, Path go) {
  /**
   * @param command its name
   */
  static GatedGit before(Path folder, String command) {
    Path at = folder.resolve("gate.at");
    Path go = folder.resolve("gate.go");
    Path script =
        Script.at(
            folder.resolve("gated-git"),
            "case \" $* \" in *' " + command + " '*)",
            "  : > " + at,
            "  while [ ! -e " + go + " ]; do sleep 0.02; done;;",
            "esac",
            "exec git \"$@\"");
    return new GatedGit(script, at, go);
  }

  void awaitAt() {
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(at));
  }

  void open() throws IOException {
    assertThat(Files.createFile(go)).exists();
  }
}
