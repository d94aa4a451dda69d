package dev.agentsessions.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.pty.log.EpochLog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The keeper process will be one small jar: what goes into it may need nothing but the JDK. */
class JdkOnlyTest {
  private static final List<String> IN_THE_JAR =
      List.of("dev.agentsessions.pty.log", "dev.agentsessions.pty.keeper");

  @Test
  void theLogAndTheKeeperNeedOnlyTheJdk() {
    List<String> needed = IN_THE_JAR.stream().flatMap(JdkOnlyTest::packagesNeededBy).toList();

    assertThat(needed)
        .contains("java.nio.channels")
        .allMatch(
            name ->
                name.startsWith("java.")
                    || name.equals("org.jspecify.annotations")
                    || IN_THE_JAR.contains(name));
  }

  private static Stream<String> packagesNeededBy(String user) {
    StringWriter out = new StringWriter();
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    int status =
        jdeps.run(new PrintWriter(out), new PrintWriter(out), "-verbose:package", mainClasses());
    assertThat(status).as("%s", out).isZero();
    return out.toString()
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 2 && words[0].equals(user) && words[1].equals("->"))
        .map(words -> words[2]);
  }

  private static String mainClasses() {
    return EpochLog.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }
}
