package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.internal.Handshake;
import dev.agentsessions.identity.Credentials;
import dev.agentsessions.operation.Attachment;
import dev.agentsessions.operation.LiveCalls;
import dev.agentsessions.session.SessionException;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import jakarta.inject.Inject;
import java.util.Map;

/**
 * Where clients join a terminal. An upgrade that is refused comes here as an ordinary request, and
 * is told why. Thread-safe.
 */
final class TerminalDoor implements Handler {
  static final String PROTOCOL = "agent-sessions.terminal.v1";

  /** A client that may come in. */
  record Joining(
      Handshake handshake,
      TerminalOpening opening,
      Attachment attachment,
      Credentials credentials) {}

  private final LiveCalls live;
  private final RequestGuard guard;

  @Inject
  TerminalDoor(LiveCalls live, RequestGuard guard) {
    this.live = requireNonNull(live, "live");
    this.guard = requireNonNull(guard, "guard");
  }

  /** Comes here although all is well: then it was to be forwarded, and could not be. */
  @Override
  public Outcome handle(Call call) {
    open(call);
    throw new SessionException.Unavailable("the session's host cannot be reached", null);
  }

  /**
   * @throws Refusal if it is no upgrade, or not from our own pages, or to another protocol
   * @throws dev.agentsessions.session.SessionException if the caller may not join, or there is
   *     nothing to join
   */
  Joining open(Call call) {
    Handshake handshake = check(call.headers());
    TerminalOpening opening = TerminalOpening.of(call.query());
    Attachment attachment =
        live.attach(call.caller(), call.project(), call.session(), call.worker(), opening.mode());
    return new Joining(handshake, opening, attachment, call.credentials());
  }

  /**
   * Looks at nothing but how it is asked.
   *
   * @throws Refusal if it is no upgrade, or not from our own pages, or to another protocol
   */
  Handshake check(Headers headers) {
    if (!headers.first(HeaderNames.UPGRADE).orElse("").equalsIgnoreCase("websocket")) {
      throw notAnUpgrade();
    }
    guard.checkSocket(headers);
    return handshake(headers);
  }

  private static Handshake handshake(Headers headers) {
    try {
      Handshake handshake = Handshake.of(headers);
      if (handshake.protocols().contains(PROTOCOL)) {
        return handshake;
      }
      throw new Refusal(ProblemType.INVALID, "the subprotocol spoken here is " + PROTOCOL);
    } catch (IllegalArgumentException e) {
      throw new Refusal(ProblemType.INVALID, requireNonNull(e.getMessage(), "message"));
    }
  }

  private static Refusal notAnUpgrade() {
    return new Refusal(
        ProblemType.UPGRADE_REQUIRED,
        "a terminal is joined by WebSocket, subprotocol " + PROTOCOL,
        Map.of("Upgrade", "websocket"));
  }
}
