package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.http.internal.Handshake;
import dev.agentsessions.identity.Credentials;
import dev.agentsessions.operation.Attachment;
import dev.agentsessions.operation.LiveCalls;
import io.helidon.http.HeaderNames;
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

  @Override
  public Outcome handle(Call call) {
    open(call);
    throw notAnUpgrade();
  }

  /**
   * @throws Refusal if it is no upgrade, or not from our own pages, or to another protocol
   * @throws dev.agentsessions.session.SessionException if the caller may not join, or there is
   *     nothing to join
   */
  Joining open(Call call) {
    if (!call.header(HeaderNames.UPGRADE).orElse("").equalsIgnoreCase("websocket")) {
      throw notAnUpgrade();
    }
    guard.checkSocket(call.headers());
    Handshake handshake = handshake(call);
    TerminalOpening opening = TerminalOpening.of(call.query());
    Attachment attachment =
        live.attach(call.caller(), call.project(), call.session(), call.worker(), opening.mode());
    return new Joining(handshake, opening, attachment, call.credentials());
  }

  private static Handshake handshake(Call call) {
    try {
      Handshake handshake = Handshake.of(call.headers());
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
