package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.time.Ticker;
import io.helidon.common.socket.HelidonSocket;
import java.time.Duration;

/**
 * A connection that stays open. It has to move on within a time that its own thread sets before
 * each step, or it is cut: its socket closes, which ends whatever blocks on it. Interrupting the
 * thread would do that as well, and might hit it in the middle of something that is shared.
 * Thread-safe.
 */
final class Lifeline {
  private static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE / 4);

  private final HelidonSocket socket;
  private final Ticker ticker;
  private volatile Duration deadline = NEVER;
  private volatile boolean cut;

  Lifeline(HelidonSocket socket, Ticker ticker) {
    this.socket = requireNonNull(socket, "socket");
    this.ticker = requireNonNull(ticker, "ticker");
  }

  /** From now on it has this long for what it does. */
  void allow(Duration time) {
    deadline = ticker.now().plus(time);
  }

  /** It may take its time again. */
  void free() {
    deadline = NEVER;
  }

  boolean isOverdue() {
    return ticker.now().compareTo(deadline) > 0;
  }

  boolean isCut() {
    return cut;
  }

  void cut() {
    cut = true;
    try {
      socket.close();
    } catch (RuntimeException e) {
      // Closed on the other side at the same moment: it is closed.
      deadline = NEVER;
    }
  }
}
