package dev.agentsessions.testkit.output;

import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.output.OutputLog;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/** Reads one epoch at its own pace. For one thread. */
final class Follower {
  private static final Duration WAIT = Duration.ofSeconds(10);

  private final OutputLog log;
  private final PrintingWorker worker;
  private final ByteBuffer buffer;
  private final MessageDigest digest = sha256();
  private long next;

  /**
   * @param piece the most it reads at once
   */
  Follower(OutputLog log, PrintingWorker worker, int piece) {
    this.log = log;
    this.worker = worker;
    this.buffer = ByteBuffer.allocate(piece);
  }

  /** Reads until nothing more comes, and answers the SHA-256 of all it ever read. */
  String toTheEnd() throws InterruptedException {
    while (readSome() || !isOver()) {
      log.awaitMore(worker.at(1, next), WAIT);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Reads what there is, at most one piece. */
  boolean readSome() {
    int read = log.read(worker.at(1, next), buffer.clear());
    digest.update(buffer.flip());
    next += read;
    return read > 0;
  }

  private boolean isOver() {
    OutputBounds bounds = log.bounds(worker.ref(), 1);
    return !bounds.open() && bounds.end() == next;
  }

  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
