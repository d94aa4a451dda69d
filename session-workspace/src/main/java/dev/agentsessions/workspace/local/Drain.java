package dev.agentsessions.workspace.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads a stream to its end on a thread of its own, so that its writer never waits. */
final class Drain {
  /** A process that ended has written everything; one that it left behind may hold on. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final InputStream from;
  private final int max;
  private final Thread reader;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(); // its own lock

  private Drain(InputStream from, int max) {
    this.from = from;
    this.max = max;
    this.reader = Thread.ofVirtual().name("git-output").unstarted(this::read);
  }

  /**
   * @param max more bytes are read and forgotten
   */
  static Drain of(InputStream from, int max) {
    var drain = new Drain(from, max);
    drain.reader.start();
    return drain;
  }

  /** What came until the end. */
  String text() throws InterruptedException {
    boolean whole = reader.join(PATIENCE);
    if (!whole) {
      close();
    }
    return kept.toString(UTF_8);
  }

  void close() {
    try {
      from.close();
    } catch (IOException e) {
      // it was only read
    }
  }

  private void read() {
    byte[] buffer = new byte[8192];
    try {
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        kept.write(buffer, 0, Math.min(read, max - kept.size()));
      }
    } catch (IOException e) {
      // closed: what was read is kept
    }
  }
}
