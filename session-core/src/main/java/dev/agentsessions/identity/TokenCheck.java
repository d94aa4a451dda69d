package dev.agentsessions.identity;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerDesired.Goal;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Whom a token's secret proves. A session's or worker's token holds no longer than what it was made
 * for is there: nobody has to revoke it. Safe for many threads.
 */
public final class TokenCheck {
  private final Tokens tokens;
  private final SessionStore sessions;
  private final InstantSource clock;

  @Inject
  public TokenCheck(Tokens tokens, SessionStore sessions, InstantSource clock) {
    this.tokens = requireNonNull(tokens, "tokens");
    this.sessions = requireNonNull(sessions, "sessions");
    this.clock = requireNonNull(clock, "clock");
  }

  /** The caller; empty for a secret that is wrong, over or revoked. */
  public Optional<Caller> caller(TokenSecret secret) {
    return tokens
        .find(secret.id())
        .filter(token -> token.hash().matches(secret.hash()))
        .filter(token -> !token.isExpired(clock.instant()))
        .map(Token::caller)
        .filter(this::isThere);
  }

  private boolean isThere(Caller caller) {
    return switch (caller.standing()) {
      case Standing.Person any -> true;
      case Standing.Administrator any -> true;
      case Standing.OfHost any -> true;
      case Standing.OfSession of -> session(of.session()).isPresent();
      case Standing.OfWorker of ->
          session(of.worker().session())
              .flatMap(session -> session.worker(of.worker().worker()))
              .filter(worker -> mayRun(worker, of.epoch()))
              .isPresent();
    };
  }

  private Optional<Session> session(SessionId id) {
    return sessions.find(id).filter(session -> !session.isDeleted());
  }

  /** A process that is about to start has its token before anybody has seen it run. */
  private static boolean mayRun(Worker worker, long epoch) {
    long seen = worker.observed().epoch();
    return worker.desired().goal() != Goal.DELETE
        && (epoch > seen || (epoch == seen && !worker.observed().state().isOver()));
  }
}
