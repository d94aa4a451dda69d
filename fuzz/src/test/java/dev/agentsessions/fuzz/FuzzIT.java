package dev.agentsessions.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jazzer, in a JVM of its own, for which it has what runs on this system. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class FuzzIT {
  private static final Corpus KNOWN = Corpus.known();

  /** Without the thorough compiler, which pays after minutes. */
  private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1");

  /** The same inputs each time, as far as the JVM covers the same. */
  @Test
  @DisplayName("G-06 what a fuzzer makes of known inputs is read, or refused as it should be")
  void manyInputsForAllTargets(@TempDir Path folder) throws Exception {
    Path known = KNOWN.together(Files.createDirectory(folder.resolve("known")));

    jazzer(folder, QUICK, List.of(), List.of(known), "-runs=" + 20_000, "-seed=1");
  }

  static Set<String> targets() {
    return Fuzz.TARGETS.keySet();
  }

  /** Goes on with what an earlier run has found to lead further. */
  @Tag("long")
  @ParameterizedTest
  @MethodSource("targets")
  @DisplayName("G-06 whatever a fuzzer makes in -Dseconds (60) is read, or refused as it should be")
  void asMuchAsThereIsTimeFor(String target) throws Exception {
    Path folder = Files.createDirectories(Path.of("target/fuzz", target).toAbsolutePath());
    Path further = Files.createDirectories(folder.resolve("corpus"));

    jazzer(
        folder,
        List.of(),
        List.of("--target_args=" + target),
        List.of(further, KNOWN.of(target)),
        "-max_total_time=" + Integer.getInteger("seconds", 60),
        "-timeout=60");
  }

  private static void jazzer(
      Path folder, List<String> machine, List<String> options, List<Path> inputs, String... bounds)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+EnableDynamicAgentLoading"));
    words.addAll(machine);
    words.add("--enable-native-access=ALL-UNNAMED");
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Jazzer.class.getName()));
    words.add("--target_class=" + Fuzz.class.getName());
    words.add("--instrumentation_includes=dev.agentsessions.**");
    words.addAll(options);
    inputs.forEach(path -> words.add(path.toString()));
    words.addAll(List.of("-max_len=2000", "-rss_limit_mb=0"));
    words.addAll(List.of(bounds));
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor()).as(() -> said(log)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String said(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
