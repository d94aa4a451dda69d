package dev.agentsessions.k8s.install;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What goes into the image; to build it needs images that are elsewhere. */
final class ImageTest {
  private static final Path LAUNCHER =
      Manifests.DEPLOY.resolve("image/agent-sessions").toAbsolutePath();

  @Test
  @DisplayName("K-11 the image is built in a stage of its own, and runs as a user without rights")
  void theImageRunsAsAUser() {
    List<String> lines =
        Manifests.text(Manifests.DEPLOY.resolve("image/Containerfile")).lines().toList();
    int last = lines.lastIndexOf("FROM ${RUN}");

    assertThat(lines.subList(0, last)).contains("FROM ${BUILD} AS build");
    assertThat(lines.subList(last, lines.size()))
        .contains("USER 1000:1000")
        .noneMatch(line -> line.startsWith("COPY . "));
  }

  @Test
  @DisplayName("K-04 a runner that only waits ends as one that was told to: with 143")
  void aRunnerThatWaitsEndsByTerm() throws Exception {
    Process idle = start("idle");
    try {
      await().until(() -> idle.children().findAny().isPresent());
      ProcessHandle waits = idle.children().findAny().orElseThrow();

      idle.destroy();

      assertThat(idle.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(idle.exitValue()).isEqualTo(143);
      await().until(() -> !waits.isAlive());
    } finally {
      idle.descendants().forEach(ProcessHandle::destroyForcibly);
      idle.destroyForcibly();
    }
  }

  @Test
  @DisplayName("K-11 an image that is started without a word it knows says which there are")
  void anUnknownWordIsRefused() throws Exception {
    Process unknown = start("--port=1");

    assertThat(unknown.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(unknown.exitValue()).isEqualTo(2);
    assertThat(new String(unknown.getErrorStream().readAllBytes(), UTF_8)).startsWith("usage:");
  }

  private static Process start(String word) throws IOException {
    return new ProcessBuilder(LAUNCHER.toString(), word).start();
  }
}
