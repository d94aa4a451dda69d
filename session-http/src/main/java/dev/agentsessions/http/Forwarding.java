package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.Host;
import dev.agentsessions.http.Admission.Arrived;
import dev.agentsessions.identity.HostCredential;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.identity.TokenCheck;
import dev.agentsessions.identity.TokenSecret;
import dev.agentsessions.operation.SessionPlaces;
import dev.agentsessions.operation.SessionPlaces.Place;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.time.Ticker;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the host at which a live call is made, and opens the way there (P-07). The call is made
 * again as it is, by the caller's own credentials, so a host can do nothing there that the caller
 * could not; that it was forwarded is proven by the host's own, and such a call is never sent on.
 * Thread-safe.
 */
final class Forwarding {
  static final HeaderName PROOF = HeaderNames.create("Agent-Sessions-Forwarded-By");

  private static final Logger log = LoggerFactory.getLogger(Forwarding.class);

  /** Longer than it takes to notice a host's death and to take its sessions over (L-02). */
  private static final Duration TAKE_OVER = Duration.ofSeconds(10);

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  /**
   * A way to another host.
   *
   * @param proof for it that the call comes from a host
   */
  record Way(URI server, Upstream upstream, TokenSecret proof) {
    void send(ForwardedHead head) throws IOException {
      upstream.send(head.with(PROOF.defaultCase(), proof.text()).toString());
    }
  }

  private final SessionPlaces places;
  private final HostCredential credential;
  private final TokenCheck tokens;
  private final Ticker ticker;

  @Inject
  Forwarding(SessionPlaces places, HostCredential credential, TokenCheck tokens, Ticker ticker) {
    this.places = requireNonNull(places, "places");
    this.credential = requireNonNull(credential, "credential");
    this.tokens = requireNonNull(tokens, "tokens");
    this.ticker = requireNonNull(ticker, "ticker");
  }

  /**
   * The way to the host where the call is made; empty: it is made here. Waits while the session
   * changes hands.
   *
   * @throws SessionException.Unavailable if that host cannot be reached
   */
  Optional<Way> of(Arrived arrived) throws InterruptedException {
    if (!arrived.endpoint().live() || isForwarded(arrived.headers())) {
      return Optional.empty();
    }
    Duration deadline = ticker.now().plus(TAKE_OVER);
    while (true) {
      switch (place(arrived)) {
        case Place.Here here -> {
          return Optional.empty();
        }
        case Place.Elsewhere elsewhere -> {
          Optional<Way> way = open(elsewhere.host());
          if (way.isPresent()) {
            return way;
          }
        }
        case Place.Soon soon -> {}
      }
      if (ticker.now().compareTo(deadline) > 0) {
        throw new SessionException.Unavailable("the session's host cannot be reached", null);
      }
      Thread.sleep(LOOK_EVERY);
    }
  }

  private Place place(Arrived arrived) {
    return places.of(
        arrived.caller(),
        new ProjectId(requireNonNull(arrived.path().get("project"), "project")),
        SessionRef.parse(requireNonNull(arrived.path().get("session"), "session")));
  }

  private Optional<Way> open(Host host) {
    URI server = URI.create(host.address().orElseThrow());
    try {
      Upstream upstream = Upstream.connect(server, () -> places.isDead(host.id()));
      return Optional.of(new Way(server, upstream, credential.secret()));
    } catch (IOException e) {
      log.info("host {} does not answer at {}: {}", host.id(), server, e.toString());
      return Optional.empty();
    }
  }

  private boolean isForwarded(Headers headers) {
    return headers
        .first(PROOF)
        .flatMap(TokenSecret::parse)
        .flatMap(tokens::caller)
        .filter(caller -> caller.standing() instanceof Standing.OfHost)
        .isPresent();
  }
}
