package dev.agentsessions.memory;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Standing;
import dev.agentsessions.identity.Token;
import dev.agentsessions.identity.TokenId;
import dev.agentsessions.identity.Tokens;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotFound;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The tokens in memory. */
final class InMemoryTokens implements Tokens {
  private static final Comparator<Token> NEWEST_FIRST =
      Comparator.comparing(Token::createdAt).thenComparing(token -> token.id().value()).reversed();

  private final GuardedTables tables;

  InMemoryTokens(GuardedTables tables) {
    this.tables = tables;
  }

  @Override
  public void add(Token token) {
    tables.write(
        all -> {
          checkNew(all, token);
          all.tokens().values().removeIf(old -> isReplaced(old, token));
          return all.tokens().put(token.id(), token);
        });
  }

  private static void checkNew(Tables all, Token token) {
    if (all.tokens().containsKey(token.id())) {
      String id = token.id().value();
      throw new AlreadyExists("id", id, id);
    }
    token.caller().session().ifPresent(all.sessions()::get);
    token
        .caller()
        .worker()
        .filter(ref -> all.sessions().get(ref.session()).worker(ref.worker()).isEmpty())
        .ifPresent(
            missing -> {
              throw new NotFound("worker " + missing.worker());
            });
  }

  private static boolean isReplaced(Token old, Token token) {
    Caller caller = token.caller();
    boolean isOver =
        old.caller().id().equals(caller.id()) && !old.expiresAt().isAfter(token.createdAt());
    return isOver || hasOnlyOne(caller.standing(), old.caller().standing());
  }

  private static boolean hasOnlyOne(Standing of, Standing old) {
    return switch (of) {
      case Standing.OfWorker worker ->
          old instanceof Standing.OfWorker other && other.worker().equals(worker.worker());
      case Standing.OfHost host -> host.equals(old);
      case Standing.OfSession any -> false;
      case Standing.Person any -> false;
      case Standing.Administrator any -> false;
    };
  }

  @Override
  public Optional<Token> find(TokenId id) {
    return tables.read(all -> Optional.ofNullable(all.tokens().get(id)));
  }

  @Override
  public List<Token> ofUser(String caller) {
    return tables.read(
        all ->
            all.tokens().values().stream()
                .filter(token -> token.caller().id().equals(caller) && isUser(token.caller()))
                .sorted(NEWEST_FIRST)
                .toList());
  }

  private static boolean isUser(Caller caller) {
    return switch (caller.standing()) {
      case Standing.Person any -> true;
      case Standing.Administrator any -> true;
      case Standing.OfSession any -> false;
      case Standing.OfWorker any -> false;
      case Standing.OfHost any -> false;
    };
  }

  @Override
  public boolean revoke(TokenId id) {
    return tables.write(all -> all.tokens().remove(id) != null);
  }
}
