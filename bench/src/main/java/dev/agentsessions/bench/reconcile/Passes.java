package dev.agentsessions.bench.reconcile;

import dev.agentsessions.bench.Limit.AtLeast;
import dev.agentsessions.bench.Measurement;
import dev.agentsessions.bench.Report;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How many passes a second find nothing to do. */
public final class Passes implements Measurement {
  private static final AtLeast LIMIT = new AtLeast(20_000);

  @Override
  public void run(Report report) throws RunnerException {
    report.title("Passes of the reconciler over running sessions, with nothing to do, one thread");
    var options =
        new OptionsBuilder()
            .include(PassBenchmark.class.getName())
            .jvmArgsAppend("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    for (RunResult result : new Runner(options).run()) {
      String store = result.getParams().getParam("store");
      double passes = result.getPrimaryResult().getScore();
      if (store.equals(PassBenchmark.MEMORY)) {
        report.figure("store in memory", passes, "passes/s", LIMIT);
      } else {
        report.figure("store on H2", passes, "passes/s");
      }
    }
  }
}
