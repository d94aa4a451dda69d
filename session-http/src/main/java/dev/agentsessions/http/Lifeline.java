package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Credentials;
import dev.agentsessions.time.Ticker;
import io.helidon.common.socket.HelidonSocket;
import java.time.Duration;

/**
 * A connection that stays open. It has to move on within a time that its own thread sets before
 * each step, or it is cut: its socket closes, which ends whatever blocks on it. Interrupting the
 * thread would do that as well, and might hit it in the middle of something that is shared. It may
 * also ask to be woken, so that it can wait for something else without a timer of its own. {@link
 * Lifelines} looks at both times. Thread-safe.
 */
final class Lifeline {
  /** Whose it is. Neither call blocks. */
  interface Holder {
    /** Its threads have to end. */
    void end();

    /** It may not stay; its threads have to end. */
    default void expelled() {
      end();
    }

    /** The time that it asked to be woken at has come. */
    default void wake() {}
  }

  private static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE / 4);

  private final HelidonSocket socket;
  private final Credentials credentials;
  private final Holder holder;
  private final Ticker ticker;
  private volatile Duration deadline = NEVER;
  private volatile Duration wakeAt = NEVER;
  private volatile Duration lastMoment = NEVER;
  private volatile boolean cut;

  Lifeline(HelidonSocket socket, Credentials credentials, Holder holder, Ticker ticker) {
    this.socket = requireNonNull(socket, "socket");
    this.credentials = requireNonNull(credentials, "credentials");
    this.holder = requireNonNull(holder, "holder");
    this.ticker = requireNonNull(ticker, "ticker");
  }

  /** By which its client came in. */
  Credentials credentials() {
    return credentials;
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
    Duration now = ticker.now();
    return now.compareTo(deadline) > 0 || now.compareTo(lastMoment) > 0;
  }

  /** Wakes its holder once, after this long and a little more; replaces what was asked before. */
  void wakeIn(Duration time) {
    wakeAt = ticker.now().plus(time);
  }

  void wakeIfDue() {
    if (ticker.now().compareTo(wakeAt) > 0) {
      wakeAt = NEVER;
      holder.wake();
    }
  }

  void end() {
    holder.end();
  }

  /** Sends its client away, who has this long to hear why, whatever is under way. */
  void expel(Duration goodbye) {
    lastMoment = ticker.now().plus(goodbye);
    holder.expelled();
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
