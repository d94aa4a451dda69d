package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the tests of the console's modules, where there is a Node to run them. */
class ConsoleScriptsIT {
  private static final Path SCRIPTS = Path.of("src/test/js");

  static List<String> scripts() throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".test.mjs"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void theConsolesModulesDoWhatTheirTestsSay(String script) throws Exception {
    assumeTrue(hasNode(), "needs node on the PATH");

    Process node = start("node", "--test", SCRIPTS.resolve(script).toString());
    String said = new String(node.getInputStream().readAllBytes(), UTF_8);

    assertThat(node.waitFor(60, TimeUnit.SECONDS)).as(said).isTrue();
    assertThat(node.exitValue()).as(said).isZero();
  }

  private static boolean hasNode() throws InterruptedException {
    try {
      Process node = start("node", "--version");
      return node.waitFor(10, TimeUnit.SECONDS) && node.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  private static Process start(String... command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
