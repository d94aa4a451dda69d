package dev.agentsessions.bench;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/** Durations of one operation, in nanoseconds. */
public final class Samples {
  private final long[] sorted;

  private Samples(long[] sorted) {
    this.sorted = sorted;
  }

  /**
   * @param nanos at least one
   */
  public static Samples of(long... nanos) {
    checkArgument(nanos.length > 0, "nothing was measured");
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Samples(sorted);
  }

  /** Runs an operation some times, and takes the time of each. */
  public static Samples of(int times, Operation operation) throws Exception {
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      operation.run();
      nanos[i] = System.nanoTime() - start;
    }
    return of(nanos);
  }

  public double medianMicros() {
    return percentileMicros(50);
  }

  public double percentileMicros(int percent) {
    return sorted[(sorted.length - 1) * percent / 100] / 1e3;
  }
}
