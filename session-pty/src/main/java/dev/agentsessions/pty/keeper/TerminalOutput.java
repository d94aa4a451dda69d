package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.EpochLog;
import dev.agentsessions.pty.log.EpochWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Appends what a terminal prints to its log. When the disk takes no more, the terminal is not read
 * until it does; so it fills up, its process waits, and nothing is lost. For the loop's thread.
 */
final class TerminalOutput {
  private static final Logger LOG = System.getLogger(TerminalOutput.class.getName());
  private static final Duration DISK_RETRY = Duration.ofSeconds(1);

  private final EpochWriter log;
  private final EventLoop loop;
  private final Interest printing;
  private @Nullable ByteBuffer unwritten; // read from the terminal, refused by the disk
  private boolean closed;

  /**
   * @param printing whether the terminal is waited for; begins now
   */
  TerminalOutput(EpochWriter log, EventLoop loop, Interest printing) throws SystemCallException {
    this.log = log;
    this.loop = loop;
    this.printing = printing;
    printing.in(Poller.IN, true);
  }

  EpochLog log() {
    return log.log();
  }

  /** Whether more may be appended now. */
  boolean isReady() {
    return !closed && unwritten == null;
  }

  /** Appends now or, from a copy, once the disk has room. */
  void append(ByteBuffer bytes) throws SystemCallException {
    try {
      log.append(bytes);
    } catch (IOException e) {
      LOG.log(Level.ERROR, "output waits for the disk", e);
      unwritten = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
      printing.in(Poller.IN, false);
      loop.later(DISK_RETRY, this::appendAgain);
    }
  }

  private void appendAgain() {
    if (closed || unwritten == null) {
      return;
    }
    try {
      log.append(unwritten);
      unwritten = null;
      printing.in(Poller.IN, true);
    } catch (SystemCallException e) {
      throw new UncheckedIOException(e);
    } catch (IOException e) {
      loop.later(DISK_RETRY, this::appendAgain);
    }
  }

  void resize(TerminalSize size) throws IOException {
    log.resize(size.cols(), size.rows());
  }

  /** Ends the log. What the disk refused until now is lost. */
  void close() {
    closed = true;
    loop.forget(printing);
    log.close();
  }
}
