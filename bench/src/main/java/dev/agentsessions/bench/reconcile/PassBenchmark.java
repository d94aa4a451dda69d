package dev.agentsessions.bench.reconcile;

import static com.google.common.base.Preconditions.checkState;

import com.google.inject.Module;
import dev.agentsessions.memory.InMemoryStoreModule;
import dev.agentsessions.reconcile.NextLook;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.store.h2.H2StoreConfig;
import dev.agentsessions.store.h2.H2StoreModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Passes over running sessions in which nothing is to be done. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1) // an iteration ends before the lease does
@Measurement(iterations = 5, time = 1)
@Fork(3)
@SuppressWarnings("NullAway.Init") // JMH fills the parameter and calls start()
public class PassBenchmark {
  static final String MEMORY = "memory";
  static final String H2 = "h2";

  private static final int SESSIONS = 200;

  @Param({MEMORY, H2})
  public String store;

  private QuietHost host;
  private List<SessionId> sessions;
  private int next;

  @Setup
  public void start() throws Exception {
    host = new QuietHost(module());
    sessions = Stream.generate(host::runningSession).limit(SESSIONS).toList();
  }

  private Module module() throws Exception {
    return switch (store) {
      case MEMORY -> new InMemoryStoreModule();
      case H2 -> {
        Path folder = Files.createTempDirectory("bench-passes");
        yield new H2StoreModule(H2StoreConfig.at(folder.resolve("sessions")));
      }
      default -> throw new IllegalArgumentException("no such store: " + store);
    };
  }

  @Setup(Level.Iteration)
  public void renewLease() {
    host.lease().renew();
  }

  @Benchmark
  public NextLook pass() {
    next = (next + 1) % SESSIONS;
    return host.reconciler().pass(sessions.get(next));
  }

  @TearDown(Level.Iteration)
  public void checkLease() {
    checkState(host.lease().mayAct(), "an iteration was too long: without a lease nobody looks");
  }

  @TearDown
  public void close() {
    host.close();
  }
}
