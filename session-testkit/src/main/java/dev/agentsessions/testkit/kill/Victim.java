package dev.agentsessions.testkit.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link Committers} program in a process of its own, which ends by {@code kill -9}. What it says
 * on standard error goes where this program's goes. One thread.
 */
final class Victim implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;
  private final List<Report> reports = new ArrayList<>();

  private Victim(Process process) {
    this.process = process;
    this.lines = process.inputReader(UTF_8);
  }

  /**
   * @param program with a {@code main}, on this program's class path
   */
  static Victim start(Class<?> program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dguice_custom_class_loading=CHILD")); // or JDK 25 warns about Guice
    command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(arguments);
    try {
      return new Victim(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it reported that often. */
  void awaitReports(int count) {
    while (reports.size() < count) {
      if (!readOne()) {
        throw new AssertionError(
            "the program ended by itself, see standard error, after %s reports: %s"
                .formatted(reports.size(), process.onExit().join().exitValue()));
      }
    }
  }

  /** Asks it to close its host and to end, and does not wait for that. */
  void askToEnd() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything it ever reported. */
  List<Report> kill() {
    process.toHandle().destroyForcibly(); // the process's own would close what is read here
    while (readOne()) {
      // what it was told before it died counts
    }
    return List.copyOf(reports);
  }

  private boolean readOne() {
    try {
      String line = lines.readLine();
      if (line != null) {
        reports.add(Report.parse(line));
      }
      return line != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
