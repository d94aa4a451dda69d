package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.TOKEN;

import dev.agentsessions.host.HostId;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.identity.Token;
import dev.agentsessions.identity.TokenHash;
import dev.agentsessions.identity.TokenId;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerRef;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** A token as its row says it, each way. */
final class TokenRows {
  private static final String PERSON = "PERSON";
  private static final String ADMINISTRATOR = "ADMINISTRATOR";
  private static final String SESSION = "SESSION";
  private static final String WORKER = "WORKER";
  private static final String HOST = "HOST";

  /** The standings of those who hold tokens under their own name. */
  static final List<Field<String>> USERS = List.of(DSL.inline(PERSON), DSL.inline(ADMINISTRATOR));

  static final Columns<Token> COLUMNS =
      Columns.<Token>none()
          .and(TOKEN.ID, token -> token.id().value())
          .and(TOKEN.HASH, token -> token.hash().value())
          .and(TOKEN.CALLER, token -> token.caller().id())
          .and(TOKEN.STANDING, token -> word(token.caller().standing()))
          .and(TOKEN.PROJECT, token -> project(token).map(ProjectId::value).orElse(null))
          .and(TOKEN.SESSION, token -> token.caller().session().map(SessionId::value).orElse(null))
          .and(TOKEN.WORKER, TokenRows::worker)
          .and(TOKEN.EPOCH, token -> epoch(token).orElse(null))
          .and(TOKEN.HOST, TokenRows::host)
          .and(TOKEN.NAME, token -> token.name().orElse(null))
          .and(TOKEN.CREATED_AT, Token::createdAt)
          .and(TOKEN.EXPIRES_AT, Token::expiresAt);

  private TokenRows() {}

  static List<Token> all(Rows rows) throws SQLException {
    List<Token> tokens = new ArrayList<>();
    while (rows.next()) {
      tokens.add(
          new Token(
              new TokenId(rows.get(TOKEN.ID)),
              new Caller(rows.get(TOKEN.CALLER), Set.of(), standing(rows)),
              rows.find(TOKEN.NAME),
              new TokenHash(rows.get(TOKEN.HASH)),
              rows.get(TOKEN.CREATED_AT),
              rows.get(TOKEN.EXPIRES_AT)));
    }
    return tokens;
  }

  private static String word(Standing standing) {
    return switch (standing) {
      case Standing.Person any -> PERSON;
      case Standing.Administrator any -> ADMINISTRATOR;
      case Standing.OfSession any -> SESSION;
      case Standing.OfWorker any -> WORKER;
      case Standing.OfHost any -> HOST;
    };
  }

  private static Standing standing(Rows rows) throws SQLException {
    String word = rows.get(TOKEN.STANDING);
    return switch (word) {
      case PERSON -> Standing.PERSON;
      case ADMINISTRATOR -> Standing.ADMINISTRATOR;
      case SESSION ->
          new Standing.OfSession(
              new ProjectId(rows.get(TOKEN.PROJECT)), new SessionId(rows.get(TOKEN.SESSION)));
      case WORKER ->
          new Standing.OfWorker(
              new ProjectId(rows.get(TOKEN.PROJECT)),
              new WorkerRef(
                  new SessionId(rows.get(TOKEN.SESSION)), new WorkerId(rows.get(TOKEN.WORKER))),
              rows.get(TOKEN.EPOCH));
      case HOST -> new Standing.OfHost(new HostId(rows.get(TOKEN.HOST)));
      default -> throw new IllegalStateException("not a standing: " + word);
    };
  }

  private static Optional<ProjectId> project(Token token) {
    return switch (token.caller().standing()) {
      case Standing.OfSession of -> Optional.of(of.project());
      case Standing.OfWorker of -> Optional.of(of.project());
      case Standing.Person any -> Optional.empty();
      case Standing.Administrator any -> Optional.empty();
      case Standing.OfHost any -> Optional.empty();
    };
  }

  private static Optional<Long> epoch(Token token) {
    return token.caller().standing() instanceof Standing.OfWorker of
        ? Optional.of(of.epoch())
        : Optional.empty();
  }

  static @Nullable String worker(Token token) {
    return token.caller().worker().map(ref -> ref.worker().value()).orElse(null);
  }

  static @Nullable String host(Token token) {
    return token.caller().standing() instanceof Standing.OfHost of ? of.host().value() : null;
  }
}
