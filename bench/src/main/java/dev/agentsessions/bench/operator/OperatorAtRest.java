package dev.agentsessions.bench.operator;

import dev.agentsessions.bench.Limit.AtLeast;
import dev.agentsessions.bench.Limit.AtMost;
import dev.agentsessions.bench.Measurement;
import dev.agentsessions.bench.Report;
import dev.agentsessions.bench.Samples;
import dev.agentsessions.bench.host.Footprint;
import dev.agentsessions.k8s.operator.ManySessions;
import dev.agentsessions.k8s.operator.QuietOperator;
import java.nio.file.Path;

/** What an operator does, and holds, with many sessions of which none needs anything. */
public final class OperatorAtRest implements Measurement {
  private static final int SESSIONS = 1000;
  private static final int WARM_UP = 20;
  private static final int ROUNDS = 40;
  private static final double MEBIBYTE = 1 << 20;

  private final Path folder;

  public OperatorAtRest(Path folder) {
    this.folder = folder;
  }

  @Override
  public void run(Report report) throws Exception {
    report.title("An operator that begins with " + SESSIONS + " sessions that run, one thread");
    try (ManySessions sessions = new ManySessions(SESSIONS)) {
      Footprint before = Footprint.take(folder);
      try (QuietOperator operator = sessions.begin()) {
        Samples.of(WARM_UP, () -> operator.lookAtAll(SESSIONS));
        double micros =
            Samples.of(ROUNDS, () -> operator.lookAtAll(SESSIONS)).medianMicros() / SESSIONS;
        report.figure("passes without a change", 1e6 / micros, "passes/s", new AtLeast(1000));
        report.figure("writes of all passes", sessions.writes(), "", new AtMost(0));
        double heap = Footprint.take(folder).heapBytes() - before.heapBytes();
        report.figure("heap of the operator", heap / MEBIBYTE, "MiB", new AtMost(128));
      }
    }
  }
}
