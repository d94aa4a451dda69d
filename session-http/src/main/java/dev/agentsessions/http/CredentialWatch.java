package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.CallerIdentity;
import dev.agentsessions.identity.Credentials;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.time.Ticker;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whoever was let in stays only while the credential holds (T-03): one thread asks of every open
 * connection again, once for all that came by the same one, and sends away those who would not be
 * let in now. While nobody can tell, they stay. Started and closed by the server.
 */
final class CredentialWatch {
  private static final Logger log = LoggerFactory.getLogger(CredentialWatch.class);

  /** Together with a question and a goodbye well below the minute that is promised. */
  private static final Duration ASK_EVERY = Duration.ofSeconds(20);

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration GOODBYE = Duration.ofSeconds(5);

  private final CallerIdentity identity;
  private final Lifelines lifelines;
  private final Ticker ticker;
  private final CountDownLatch closing = new CountDownLatch(1);

  @Inject
  CredentialWatch(CallerIdentity identity, Lifelines lifelines, Ticker ticker) {
    this.identity = requireNonNull(identity, "identity");
    this.lifelines = requireNonNull(lifelines, "lifelines");
    this.ticker = requireNonNull(ticker, "ticker");
  }

  /** Starts the thread; it ends with {@link #close}. */
  void start() {
    Thread.ofVirtual().name("http-credentials").start(this::run);
  }

  void close() {
    closing.countDown();
  }

  private void run() {
    Duration askAt = ticker.now().plus(ASK_EVERY);
    try {
      while (!closing.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        if (ticker.now().compareTo(askAt) >= 0) {
          ask();
          askAt = ticker.now().plus(ASK_EVERY);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask() {
    Map<Credentials, List<Lifeline>> open =
        lifelines.open().stream().collect(Collectors.groupingBy(Lifeline::credentials));
    open.forEach(
        (credentials, connections) -> {
          if (!holds(credentials)) {
            log.info("{} connections end: their credential holds no longer", connections.size());
            connections.forEach(connection -> connection.expel(GOODBYE));
          }
        });
  }

  private boolean holds(Credentials credentials) {
    try {
      identity.identify(credentials);
      return true;
    } catch (SessionException.Unauthenticated e) {
      return false;
    } catch (RuntimeException e) {
      log.warn("cannot tell now whether a credential holds", e);
      return true;
    }
  }
}
