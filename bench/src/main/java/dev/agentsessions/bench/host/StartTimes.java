package dev.agentsessions.bench.host;

import static com.google.common.base.Preconditions.checkState;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.bench.Limit;
import dev.agentsessions.bench.Limit.AtMost;
import dev.agentsessions.bench.Measurement;
import dev.agentsessions.bench.Report;
import dev.agentsessions.bench.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How long a person waits for {@code examples/console/run}, built already: from the process's start
 * to its line {@code ready}. In a new data directory, and again in one that is there.
 */
public final class StartTimes implements Measurement {
  private static final int ROUNDS = 11;
  private static final Limit LIMIT = new AtMost(2500);

  private final Path program;
  private final Path folder;

  public StartTimes(Path root, Path folder) {
    this.program = root.resolve("examples/console/run").toAbsolutePath();
    this.folder = folder;
  }

  @Override
  public void run(Report report) throws IOException, InterruptedException {
    report.title("From the start of examples/console/run to ready, medians of " + ROUNDS);
    start(folder.resolve("unmeasured")); // builds what is missing
    long[] first = new long[ROUNDS];
    long[] again = new long[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      Path data = folder.resolve("data-" + round);
      first[round] = start(data);
      again[round] = start(data);
    }
    report(report, "in a new data directory", Samples.of(first));
    report(report, "in one that is there", Samples.of(again));
  }

  private static void report(Report report, String name, Samples times) {
    report.figure(name, times.medianMicros() / 1000, "ms", LIMIT);
    report.figure(name + ", slowest", times.percentileMicros(100) / 1000, "ms");
  }

  /** Starts it and ends it; nanoseconds until it was ready. */
  private long start(Path data) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(program.toString(), "--port", "0", "--data", data.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = process.inputReader(UTF_8)) {
      String line = Optional.ofNullable(output.readLine()).orElse("nothing");
      long taken = System.nanoTime() - start;
      checkState(line.startsWith("ready "), "the host said %s", line);
      return taken;
    } finally {
      process.destroy();
      process.waitFor();
    }
  }
}
