package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Credentials;
import dev.agentsessions.operation.ContentUses;
import dev.agentsessions.time.Ticker;
import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.ServerConnectionException;
import jakarta.inject.Inject;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two connections made one: what comes from the client goes to the other server and back, as it is.
 * The connection's thread sends up, one of its own sends down; each waits for the side that it
 * sends to, so neither holds more than a buffer.
 */
final class Tunnel {
  private static final Logger log = LoggerFactory.getLogger(Tunnel.class);
  private static final int BUFFER = 64 << 10;

  /** What connections that stay open are kept by. */
  record Keeping(Lifelines lifelines, Patience patience, Ticker ticker, ContentUses uses) {
    @Inject
    Keeping {
      requireNonNull(lifelines, "lifelines");
      requireNonNull(patience, "patience");
      requireNonNull(ticker, "ticker");
      requireNonNull(uses, "uses");
    }

    /**
     * Something of use passes on a way to a session's content; between hosts the other notes it.
     */
    void passed(Recipient to) {
      if (to instanceof Recipient.OfContent content) {
        uses.passed(content.session());
      }
    }

    /** Somebody works on a session's content. */
    void worked(Recipient to) {
      if (to instanceof Recipient.OfContent content) {
        uses.worked(content.session());
      }
    }
  }

  /** Sends what the client has to say, and returns when that is all. */
  @FunctionalInterface
  interface Sender {
    void sendTo(OutputStream upstream) throws IOException;
  }

  private final Upstream upstream;
  private final Recipient to;
  private final Credentials credentials;
  private final Keeping keeping;
  private volatile boolean answered; // written by the thread that sends down

  /** When the other server had heard all of the question; empty until then. */
  private volatile Optional<Duration> asked = Optional.empty();

  /**
   * @param credentials of the client, who is cut off when they hold no longer
   */
  Tunnel(Forwarding.Way way, Credentials credentials, Keeping keeping) {
    this.upstream = way.upstream();
    this.to = way.to();
    this.credentials = requireNonNull(credentials, "credentials");
    this.keeping = requireNonNull(keeping, "keeping");
  }

  /**
   * Runs until the other server has said all, or one of the two is gone.
   *
   * @param goodbye how long the client may go on when the other server has said all
   * @return whether the client has heard anything
   */
  boolean run(Wire wire, Sender sender, Duration goodbye) throws InterruptedException {
    Lifeline lifeline =
        keeping.lifelines().add(wire.connection().serverSocket(), credentials, new Holder(wire));
    try {
      if (goodbye.isZero()) {
        hasAsked(); // a socket's handshake is all that is to be answered
      }
      Thread down =
          Thread.ofVirtual().name("tunnel-down").start(() -> sendDown(wire, lifeline, goodbye));
      sendUp(sender);
      hasAsked();
      down.join();
      return answered;
    } finally {
      upstream.close();
      keeping.lifelines().remove(lifeline);
    }
  }

  private final class Holder implements Lifeline.Holder {
    private final Wire wire;

    Holder(Wire wire) {
      this.wire = wire;
    }

    @Override
    public void end() {
      upstream.close();
      wire.close();
    }

    @Override
    public void expelled() {
      // The other server knows the same credentials, and says why.
    }
  }

  private void hasAsked() {
    asked = asked.or(() -> Optional.of(keeping.ticker().now()));
  }

  private boolean isTooSlow() {
    return asked
        .map(since -> keeping.ticker().now().minus(since))
        .filter(waited -> waited.compareTo(keeping.patience().answer()) > 0)
        .isPresent();
  }

  private void sendUp(Sender sender) {
    try {
      sender.sendTo(upstream.out());
    } catch (IOException e) {
      log.debug("the other server takes no more", e); // perhaps it has answered already
    } catch (UncheckedIOException
        | ServerConnectionException
        | DataReader.InsufficientDataAvailableException e) {
      log.debug("the client is gone", e);
      upstream.close();
    }
  }

  /** Who answers from a pod is not trusted with more than the content. */
  private byte[] contentHead(byte[] buffer) throws IOException {
    var head = new ContentHead();
    Optional<byte[]> made = Optional.empty();
    while (made.isEmpty()) {
      int count = upstream.receive(buffer, this::isTooSlow);
      if (count < 0 || isTooSlow()) {
        throw new EOFException("the answer has no head, or not in time");
      }
      made = head.take(buffer, count);
    }
    return made.get();
  }

  private void sendDown(Wire wire, Lifeline lifeline, Duration goodbye) {
    Duration stall = keeping.patience().stall();
    byte[] buffer = new byte[BUFFER];
    try {
      if (to instanceof Recipient.OfContent) {
        byte[] head = contentHead(buffer);
        answered = true;
        wire.emit(head, 0, head.length, lifeline, stall);
      }
      for (int count = upstream.receive(buffer); count >= 0; count = upstream.receive(buffer)) {
        answered = true;
        wire.emit(buffer, 0, count, lifeline, stall);
        if (!goodbye.isZero()) {
          keeping.passed(to); // of a socket the client tells whether it is in use
        }
      }
    } catch (IOException | UncheckedIOException e) {
      log.debug("one side of a tunnel is gone", e);
    } finally {
      upstream.close();
      if (goodbye.isZero()) {
        lifeline.cut();
      } else {
        lifeline.allow(goodbye);
      }
    }
  }
}
