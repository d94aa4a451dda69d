package dev.agentsessions.bench;

import java.time.Duration;

/**
 * Two programs that do the same, in turns: what the machine does beside is done to both, and both
 * find the same data.
 *
 * @param warmUp rounds before those that count
 * @param count rounds that count
 * @param turn how long each program goes on in a round
 */
public record Rounds(int warmUp, int count, Duration turn) {
  public static final Rounds USUAL = new Rounds(60, 60, Duration.ofMillis(100));

  /**
   * What one operation of each takes.
   *
   * @param oursMicros the median of our rounds
   * @param theirsMicros the median of those of what we are measured against
   */
  public record Times(double oursMicros, double theirsMicros) {
    /** How fast ours is, as a part of theirs. */
    public double speed() {
      return theirsMicros / oursMicros;
    }
  }

  public Times run(Operation ours, Operation theirs) throws Exception {
    play(warmUp, ours, theirs);
    return play(count, ours, theirs);
  }

  private Times play(int rounds, Operation ours, Operation theirs) throws Exception {
    long[] our = new long[rounds];
    long[] their = new long[rounds];
    for (int round = 0; round < rounds; round++) {
      our[round] = turn(ours);
      their[round] = turn(theirs);
    }
    return new Times(Samples.of(our).medianMicros(), Samples.of(their).medianMicros());
  }

  /** The mean of one turn, in nanoseconds. */
  private long turn(Operation operation) throws Exception {
    long start = System.nanoTime();
    long times = 0;
    long taken;
    do {
      operation.run();
      times++;
      taken = System.nanoTime() - start;
    } while (taken < turn.toNanos());
    return taken / times;
  }
}
