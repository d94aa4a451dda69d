package dev.agentsessions.workspace.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Duration;

/** Reads a stream to its end on a thread of its own, so that its writer never waits. */
final class Drain {
  /** A process that ended has written everything; one that it left behind may hold on. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final InputStream from;
  private final int max;
  private final Thread reader;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(); // its own lock
  private volatile boolean whole = true;

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

  /** What came until the end, or as much of it as is kept. */
  String text(Charset charset) throws InterruptedException {
    boolean whole = reader.join(PATIENCE);
    if (!whole) {
      close();
    }
    return kept.toString(charset);
  }

  /** Whether nothing was forgotten. */
  boolean isWhole() {
    return whole;
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
        int room = Math.min(read, max - kept.size());
        kept.write(buffer, 0, room);
        whole &= room == read;
      }
    } catch (IOException e) {
      // closed: what was read is kept
    }
  }
}
