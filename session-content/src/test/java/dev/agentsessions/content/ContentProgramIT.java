package dev.agentsessions.content;

import static dev.agentsessions.content.ServiceClient.below;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program, as a container starts it. */
@EnabledOnOs(OS.LINUX)
class ContentProgramIT {
  private static final long LONG_SECONDS = 60;
  private static final int WRONG = 2;

  /** Of a process that TERM has ended. */
  private static final int TERMINATED = 143;

  @TempDir Path pod;
  private final Map<String, String> variables = new HashMap<>();

  @BeforeEach
  void makePod() throws IOException {
    for (String folder : List.of("workspace", "home", "tokens")) {
      Files.createDirectory(pod.resolve(folder));
    }
    Files.writeString(pod.resolve("tokens/content-token"), RunningService.TOKEN);
    variables.putAll(RunningService.variables(pod));
  }

  @Test
  @DisplayName("K-08 the program in a pod serves the session's files until TERM ends it")
  void itServesUntilTerm() throws Exception {
    Process program = start("serve", "--port", "0", "--bind", "127.0.0.1");
    try {
      String ready = program.inputReader(UTF_8).readLine();
      assertThat(ready).as(this::said).startsWith("ready http://127.0.0.1:");
      URI address = URI.create(ready.substring("ready ".length()));

      try (var host = new ServiceClient(address, RunningService.TOKEN);
          var stranger = new ServiceClient(address, "x")) {
        host.put(below("/files/note"), "from outside".getBytes(UTF_8)).expect(201);
        stranger.get(below("/files/note")).expect(401);
      }
      assertThat(pod.resolve("workspace/note")).hasContent("from outside");

      program.destroy();

      assertThat(program.waitFor(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(program.exitValue()).as(this::said).isEqualTo(TERMINATED);
    } finally {
      program.destroyForcibly();
    }
  }

  @Test
  @DisplayName(
      "K-08 before anything runs the program makes a workspace ready, twice as well as once")
  void itPrepares() throws Exception {
    for (int times = 0; times < 2; times++) {
      assertThat(exit("prepare")).as(this::said).isZero();
      assertThat(pod.resolve("workspace/.agent-sessions/.gitignore")).hasContent("*\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "server",
        "prepare more",
        "serve --port",
        "serve --prot 1",
        "serve --port x",
        "serve --port 70000",
        "serve --bind [::1",
      })
  @DisplayName("K-08 wrong options end the program with status 2 and one line")
  void wrongOptionsAreRefused(String commandLine) throws Exception {
    assertThat(exit(commandLine.isEmpty() ? new String[0] : commandLine.split(" ")))
        .as(this::said)
        .isEqualTo(WRONG);
    assertThat(said()).hasLineCount(1).containsAnyOf("usage: ", "port", "--bind");
  }

  @Test
  @DisplayName("K-08 what no operator has told the program is named, all of it at once")
  void missingVariablesAreNamed() throws Exception {
    variables.remove("SESSION_ID");
    variables.put("SESSION_WORKSPACE", "workspace");

    assertThat(exit("serve")).as(this::said).isEqualTo(WRONG);

    assertThat(said())
        .hasLineCount(1)
        .contains("SESSION_ID is missing", "SESSION_WORKSPACE is wrong");
  }

  @Test
  @DisplayName(
      "K-08 a port that is taken, and a workspace that is not there, are lines with status 2")
  void whatIsInTheWayIsALine() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      assertThat(exit("serve", "--port", port, "--bind", "127.0.0.1"))
          .as(this::said)
          .isEqualTo(WRONG);
      assertThat(said()).hasLineCount(1).contains(port);
    }
    variables.put("SESSION_WORKSPACE", pod.resolve("absent").toString());
    assertThat(exit("prepare")).as(this::said).isEqualTo(WRONG);
    assertThat(said()).hasLineCount(1).contains("absent");
  }

  private int exit(String... arguments) throws Exception {
    Process program = start(arguments);
    try {
      assertThat(program.waitFor(LONG_SECONDS, TimeUnit.SECONDS)).as(this::said).isTrue();
      return program.exitValue();
    } finally {
      program.destroyForcibly();
    }
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp",
            System.getProperty("java.class.path"),
            Content.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(pod.resolve("err").toFile());
    builder.environment().clear();
    builder.environment().putAll(variables);
    return builder.start();
  }

  private String said() {
    try {
      return Files.readString(pod.resolve("err"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
