package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.KeeperDriver.FENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.pty.log.DiskLogs;
import dev.agentsessions.pty.log.DiskLogsConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** A keeper in a program of its own, which a test may kill. */
final class KeeperProgram implements AutoCloseable {
  private static final String READY = "ready";

  private final Process process;

  private KeeperProgram(Process process) {
    this.process = process;
  }

  /** The program: a data directory, and perhaps what its one worker's shell runs there. */
  public static void main(String[] args) throws Exception {
    Path data = Path.of(args[0]);
    DiskLogs logs = new DiskLogs(DiskLogsConfig.at(data), InstantSource.system(), System::nanoTime);
    KeeperDriver driver = new KeeperDriver(new PtyKeeper(logs, KeeperConfig.at(data)), logs, data);
    if (args.length > 1) {
      driver.keeper().spawn(driver.spec(KeeperDriver.WORKER, 1, "sh", "-c", args[1]), FENCE);
    }
    System.out.println(READY);
    new CountDownLatch(1).await();
  }

  /** The command line of the program. */
  static List<String> command(Path data, String... script) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                KeeperProgram.class.getName(),
                data.toString()));
    command.addAll(List.of(script));
    return command;
  }

  /** Starts it and waits until it keeps its worker. */
  static KeeperProgram start(Path data, Map<String, String> environment, String... script)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command(data, script)).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    BufferedReader output = process.inputReader();
    assertThat(output.readLine()).isEqualTo(READY);
    return new KeeperProgram(process);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** {@code kill -9}. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** The ids of all keepers that a data directory remembers. */
  static List<String> keepers(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("keepers"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
