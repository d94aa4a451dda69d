package dev.agentsessions.bench.host;

import static com.google.common.base.Preconditions.checkState;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.AgentSessions;
import dev.agentsessions.bench.Limit.AtMost;
import dev.agentsessions.bench.Measurement;
import dev.agentsessions.bench.Report;
import dev.agentsessions.bench.Samples;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.store.postgres.PostgresStoreConfig;
import dev.agentsessions.testkit.FakeRuntimeModule;
import dev.agentsessions.testkit.postgres.PostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * How long the sessions of a host that is killed are without one: until another host owns the first
 * and the last of them, and until their processes run again there.
 */
public final class TakeOver implements Measurement {
  private static final int ROUNDS = 5;
  private static final int SESSIONS = 1000;
  private static final long LOOK_MILLIS = 10;

  /** Within 3 s of the lease's end (L-02), which is a time to live after the last beat. */
  private static final double LIMIT_MILLIS = 2.0 * HostConfig.DEFAULT_TTL.toMillis();

  private final Path folder;

  public TakeOver(Path folder) {
    this.folder = folder;
  }

  @Override
  public void run(Report report) throws Exception {
    report.title(
        "From kill -9 of one of two hosts with %,d sessions to the other one, medians of %s"
            .formatted(SESSIONS, ROUNDS));
    long[] first = new long[ROUNDS];
    long[] last = new long[ROUNDS];
    long[] running = new long[ROUNDS];
    try (PostgresServer server = PostgresServer.start(folder)) {
      for (int round = 0; round < ROUNDS; round++) {
        long[] times = round(server.newDatabase());
        first[round] = times[0];
        last[round] = times[1];
        running[round] = times[2];
      }
    }
    report.figure("first session owned", millis(first, 50), "ms");
    report.figure("last session owned", millis(last, 50), "ms", new AtMost(LIMIT_MILLIS));
    report.figure("last session owned, slowest round", millis(last, 100), "ms");
    report.figure("all processes run again", millis(running, 50), "ms");
  }

  private static double millis(long[] nanos, int percentile) {
    return Samples.of(nanos).percentileMicros(percentile) / 1000;
  }

  private static long[] round(String url) throws IOException, InterruptedException {
    var config = PostgresStoreConfig.at(url, PostgresServer.USER, PostgresServer.USER);
    var runtime = new FakeRuntimeModule();
    Process dying = start(config);
    try {
      awaitReady(dying); // before there is another host, which would take some of them
      return takeOver(DyingHost.start(new HostId("other"), config, runtime), dying, runtime);
    } finally {
      dying.destroyForcibly().onExit().join();
    }
  }

  private static long[] takeOver(AgentSessions survivor, Process dying, FakeRuntimeModule runtime)
      throws InterruptedException {
    try (survivor) {
      SessionStore store = survivor.get(SessionStore.class);
      checkState(left(store) == SESSIONS, "it owns %s", left(store));
      dying.destroyForcibly();
      long start = System.nanoTime();
      long first = after(start, () -> left(store) < SESSIONS);
      long last = after(start, () -> left(store) == 0);
      long running = after(start, () -> runtime.processes().running().size() == SESSIONS);
      return new long[] {first, last, running};
    }
  }

  /** Sessions that the killed host still owns. */
  private static int left(SessionStore store) {
    return store.needingOwner(Optional.of(DyingHost.ID), DyingHost.NODE, SESSIONS).size();
  }

  private static long after(long start, BooleanSupplier fact) throws InterruptedException {
    while (!fact.getAsBoolean()) {
      Thread.sleep(LOOK_MILLIS);
    }
    return System.nanoTime() - start;
  }

  private static Process start(PostgresStoreConfig config) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dguice_custom_class_loading=CHILD",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                DyingHost.class.getName(),
                config.url(),
                config.user(),
                config.password(),
                String.valueOf(SESSIONS)))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void awaitReady(Process host) throws IOException {
    BufferedReader lines = host.inputReader(UTF_8); // closed by the host's end
    String line = Optional.ofNullable(lines.readLine()).orElse("nothing");
    checkState(line.equals("ready"), "the host said %s", line);
  }
}
