package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.Host;
import dev.agentsessions.http.Admission.Arrived;
import dev.agentsessions.http.Endpoint.Home;
import dev.agentsessions.identity.HostCredential;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.identity.TokenCheck;
import dev.agentsessions.identity.TokenSecret;
import dev.agentsessions.operation.SessionPlaces;
import dev.agentsessions.operation.SessionPlaces.Content;
import dev.agentsessions.operation.SessionPlaces.Place;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.time.Ticker;
import io.helidon.http.Headers;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds who makes a live call, and opens the way there: another host (P-07), or the content service
 * beside a session's files and terminals (K-08). At a host the call is made again as it is, by the
 * caller's own credentials, so a host can do nothing there that the caller could not; that it was
 * forwarded is proven by the host's own, and such a call is never sent to a third one. A content
 * service knows no callers: it is told only what they may have, by its own token. Thread-safe.
 */
final class Forwarding {
  private static final Logger log = LoggerFactory.getLogger(Forwarding.class);

  /** Longer than it takes to notice a host's death and to take its sessions over (L-02). */
  private static final Duration TAKE_OVER = Duration.ofSeconds(10);

  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  /** A way to another server. */
  record Way(Upstream upstream, Recipient to) {
    void send(ForwardedHead head) throws IOException {
      upstream.send(head.toString());
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
   * The way to where the call is made; empty: it is made here. Waits while the session changes
   * hands.
   *
   * @throws SessionException.Unavailable if nobody can be reached there
   * @throws SessionException.WrongPhase if nobody is there while the session rests
   */
  Optional<Way> of(Arrived arrived) throws InterruptedException {
    if (arrived.endpoint().home() == Home.ANYWHERE) {
      return Optional.empty();
    }
    boolean isForwarded = isForwarded(arrived.headers());
    Duration deadline = ticker.now().plus(TAKE_OVER);
    while (true) {
      switch (place(arrived)) {
        case Place.Here here -> {
          return content(arrived).map(Forwarding::open);
        }
        case Place.Elsewhere elsewhere -> {
          Optional<Way> way = isForwarded ? Optional.empty() : open(elsewhere.host());
          if (isForwarded || way.isPresent()) {
            return way;
          }
        }
        case Place.Soon soon -> {
          if (isForwarded) {
            return Optional.empty();
          }
        }
      }
      if (ticker.now().compareTo(deadline) > 0) {
        throw new SessionException.Unavailable("the session's host cannot be reached", null);
      }
      Thread.sleep(LOOK_EVERY);
    }
  }

  /**
   * Returns if nothing speaks against a call that nobody opens a way for.
   *
   * @throws SessionException.Unavailable if nobody is known who would make it
   * @throws SessionException.WrongPhase if nobody is there while the session rests
   */
  void check(Arrived arrived) {
    if (arrived.endpoint().home() != Home.ANYWHERE && place(arrived) instanceof Place.Here) {
      var unused = content(arrived);
    }
  }

  private Place place(Arrived arrived) {
    return places.of(arrived.caller(), permission(arrived), project(arrived), session(arrived));
  }

  private Optional<Content> content(Arrived arrived) {
    return switch (arrived.endpoint().home()) {
      case ANYWHERE, HOST -> Optional.empty();
      case WORKSPACE ->
          places.content(arrived.caller(), permission(arrived), project(arrived), session(arrived));
      case REPOSITORIES ->
          places.repositories(
              arrived.caller(), permission(arrived), project(arrived), session(arrived));
    };
  }

  private static ProjectId project(Arrived arrived) {
    return new ProjectId(requireNonNull(arrived.path().get("project"), "project"));
  }

  private static SessionRef session(Arrived arrived) {
    return SessionRef.parse(requireNonNull(arrived.path().get("session"), "session"));
  }

  /** What the caller has to be allowed: nobody asks again in a pod. */
  private static Permission permission(Arrived arrived) {
    Endpoint endpoint = arrived.endpoint();
    if (endpoint.handler() instanceof TerminalDoor) {
      Query query = Query.parse(arrived.prologue().query().rawValue(), endpoint.query());
      return TerminalOpening.of(query).mode().permission();
    }
    return switch (endpoint.access()) {
      case Access.InProject in -> in.permission();
      case Access.Open open -> throw new IllegalStateException("open, and of a session");
      case Access.Known known -> throw new IllegalStateException("of no project, and of a session");
    };
  }

  private Optional<Way> open(Host host) {
    URI server = URI.create(host.address().orElseThrow());
    try {
      Upstream upstream = Upstream.connect(server, () -> places.isDead(host.id()));
      return Optional.of(new Way(upstream, new Recipient.OfHost(server, credential.secret())));
    } catch (IOException e) {
      log.info("host {} does not answer at {}: {}", host.id(), server, e.toString());
      return Optional.empty();
    }
  }

  private static Way open(Content content) {
    URI server = content.service().server();
    try {
      // Who is gone without a word is noticed by the system.
      Upstream upstream = Upstream.connect(server, () -> false);
      return new Way(
          upstream, new Recipient.OfContent(server, content.session(), content.service().token()));
    } catch (IOException e) {
      throw new SessionException.Unavailable(
          "the content service of " + content.session() + " cannot be reached", e);
    }
  }

  private boolean isForwarded(Headers headers) {
    return headers
        .first(Recipient.PROOF)
        .flatMap(TokenSecret::parse)
        .flatMap(tokens::caller)
        .filter(caller -> caller.standing() instanceof Standing.OfHost)
        .isPresent();
  }
}
