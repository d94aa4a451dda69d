package dev.agentsessions.examples.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A console host in a process of its own, as a person starts it. */
final class HostProcess implements AutoCloseable {
  /** Far more than it takes; a machine that builds elsewhere is slow. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The prompts of these tests are written for it, and what runs the tests may have no shell. */
  private static final String SHELL = "/bin/bash";

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");

  private final Process process;
  private final BufferedReader output;
  private final Path complaints;

  private HostProcess(Process process, Path complaints) {
    this.process = process;
    output = process.inputReader(UTF_8);
    this.complaints = complaints;
  }

  /** By {@code examples/console/run}. */
  static HostProcess run(String... options) {
    return start(List.of(Path.of("run").toAbsolutePath().toString()), options);
  }

  /**
   * As {@link #run} but for what the script does itself: the console's program, or one of these
   * tests.
   */
  static HostProcess program(Class<?> program, String... options) {
    return start(program(program), options);
  }

  /** Another program than the console's, of these tests, which logs all that it can. */
  static HostProcess logging(Class<?> program, String... options) {
    List<String> java = new ArrayList<>(program(program));
    java.add(1, "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace");
    return start(java, options);
  }

  /** As the script starts the console: with its jars, and with its archive once it has made one. */
  private static List<String> program(Class<?> program) {
    Path target = Path.of("target").toAbsolutePath();
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xlog:disable",
        "-Xlog:all=warning,aot*=off:stderr",
        "--enable-native-access=ALL-UNNAMED",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Dguice_custom_class_loading=CHILD",
        "-XX:AOTCache=" + target.resolve("console.aot"),
        "-cp",
        "%s:%s/lib/*:%s/test-classes".formatted(jar(target), target, target),
        program.getName());
  }

  private static Path jar(Path target) {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "console-*.jar")) {
      return jars.iterator().next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HostProcess start(List<String> program, String... options) {
    List<String> command = new ArrayList<>(program);
    Stream.of(options).forEach(command::add);
    try {
      Path complaints = Files.createTempFile("console-host", ".err");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(complaints.toFile());
      builder.environment().put("SHELL", SHELL);
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      return new HostProcess(builder.start(), complaints);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it serves; where it does. */
  URI awaitReady() {
    try {
      String line = output.readLine();
      assertThat(line).as("standard error: %s", complaints()).startsWith("ready http://127.0.0.1:");
      return URI.create(line.substring("ready ".length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it ends by itself; its exit status. */
  int awaitEnd() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("ended").isTrue();
    return process.exitValue();
  }

  /** What it takes of the machine's memory now, in bytes. */
  long residentBytes() throws IOException {
    String status = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "status"));
    Matcher resident = RESIDENT.matcher(status);
    assertThat(resident.find()).as(status).isTrue();
    return Long.parseLong(resident.group(1)) * 1024;
  }

  /** TERM; how long it took to end. */
  Duration terminate() throws InterruptedException {
    long start = System.nanoTime();
    process.toHandle().destroy(); // destroy() alone would close the output that said() reads
    awaitEnd();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** It does nothing any more, and nobody can tell why, until {@link #thaw}. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitEnd();
  }

  /** What it said on standard output and nobody read yet; for when it has ended. */
  String said() {
    return output.lines().collect(Collectors.joining("\n"));
  }

  /** What it said on standard error so far. */
  String complaints() {
    try {
      return Files.readString(complaints);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    try {
      Files.deleteIfExists(complaints);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
