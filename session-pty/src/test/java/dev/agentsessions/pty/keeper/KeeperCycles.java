package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.KeeperDriver.FENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.pty.log.WorkerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Runs many workers one after the other and looks at what this program then has (W-10). */
final class KeeperCycles {
  private static final Logger LOG = Logger.getLogger(KeeperCycles.class.getName());

  private KeeperCycles() {}

  static void leaveNothing(KeeperDriver driver, int cycles) throws Exception {
    // The first ones load what stays.
    for (int number = 0; number < 3; number++) {
      cycle(driver, number);
    }
    await().until(() -> children() == 0);
    long descriptors = descriptors();
    long threads = threads();
    report("before");

    for (int number = 3; number < cycles + 3; number++) {
      cycle(driver, number);
    }

    await().untilAsserted(() -> assertThat(children()).isZero());
    // Segments are closed in the background, when the disk has time.
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(descriptors));
    await().untilAsserted(() -> assertThat(threads()).isLessThanOrEqualTo(threads + 2));
    report("after");
  }

  private static void report(String when) throws IOException {
    LOG.info(
        "%s: %d descriptors, %d threads, %d children"
            .formatted(when, descriptors(), threads(), children()));
  }

  private static void cycle(KeeperDriver driver, int number)
      throws InterruptedException, IOException {
    WorkerKey worker = new WorkerKey("ses-1", "wrk-" + number);
    String[] command = number % 3 == 0 ? new String[] {"no-such-program"} : new String[] {"true"};
    WorkerStatus status = driver.keeper().spawn(driver.spec(worker, 1, command), FENCE);
    while (status.exit().isEmpty()) {
      status = driver.keeper().watch(status, KeeperDriver.LONG);
    }
    driver.keeper().release(worker, FENCE, 1);
    driver.logs().remove(worker);
  }

  static long descriptors() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  private static long threads() throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      return tasks.count();
    }
  }

  private static long children() {
    return ProcessHandle.current().children().count();
  }
}
