package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.SESSION;
import static dev.agentsessions.store.internal.generated.Tables.TOKEN;
import static dev.agentsessions.store.internal.generated.Tables.WORKER;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Token;
import dev.agentsessions.identity.TokenId;
import dev.agentsessions.identity.Tokens;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.WorkerRef;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Tokens in a SQL database. Safe from any thread. */
public final class JooqTokens implements Tokens {
  private final Database database;
  private final Template<Token> add;
  private final Template<Token> dropOver;
  private final Template<Token> replace;
  private final Template<TokenId> byId;
  private final Template<String> ofUser;
  private final Template<TokenId> revoke;
  private final Template<SessionId> session;
  private final Template<WorkerRef> worker;

  @Inject
  public JooqTokens(Database database) {
    this.database = requireNonNull(database, "database");
    DSLContext db = database.dsl();
    add = Template.of(db, in -> db.insertInto(TOKEN).set(in.of(TokenRows.COLUMNS, token -> token)));
    dropOver =
        Template.of(
            db,
            in ->
                db.deleteFrom(TOKEN)
                    .where(
                        TOKEN.CALLER.eq(in.of(TOKEN.CALLER, token -> token.caller().id())),
                        TOKEN.EXPIRES_AT.le(in.of(TOKEN.EXPIRES_AT, Token::createdAt))));
    replace =
        Template.of(
            db,
            in ->
                db.update(TOKEN)
                    .set(in.of(TokenRows.COLUMNS, token -> token))
                    .where(
                        TOKEN
                            .WORKER
                            .eq(in.of(TOKEN.WORKER, TokenRows::worker))
                            .or(TOKEN.HOST.eq(in.of(TOKEN.HOST, TokenRows::host)))));
    byId =
        Template.of(
            db,
            in ->
                db.select(TOKEN.fields())
                    .from(TOKEN)
                    .where(TOKEN.ID.eq(in.of(TOKEN.ID, TokenId::value))));
    ofUser =
        Template.of(
            db,
            in ->
                db.select(TOKEN.fields())
                    .from(TOKEN)
                    .where(
                        TOKEN.CALLER.eq(in.of(TOKEN.CALLER, caller -> caller)),
                        TOKEN.STANDING.in(TokenRows.USERS))
                    .orderBy(TOKEN.CREATED_AT.desc(), TOKEN.ID.desc()));
    revoke =
        Template.of(
            db, in -> db.deleteFrom(TOKEN).where(TOKEN.ID.eq(in.of(TOKEN.ID, TokenId::value))));
    session =
        Template.of(
            db,
            in ->
                db.select(SESSION.ID)
                    .from(SESSION)
                    .where(SESSION.ID.eq(in.of(SESSION.ID, SessionId::value))));
    worker =
        Template.of(
            db,
            in ->
                db.select(WORKER.ID)
                    .from(WORKER)
                    .where(
                        WORKER.ID.eq(in.of(WORKER.ID, ref -> ref.worker().value())),
                        WORKER.SESSION.eq(in.of(WORKER.SESSION, ref -> ref.session().value()))));
  }

  @Override
  public void add(Token token) {
    database.write(work -> add(work, token), work -> refusal(work, token));
  }

  private int add(Work work, Token token) throws SQLException {
    Optional<WorkerRef> of = token.caller().worker();
    if (of.isPresent()) {
      checkIsThere(work, of.get());
    }
    // Not dropped and added: of those who do it at once, all but one would be in conflict each
    // time.
    int written = work.run(replace, token);
    if (written == 0) {
      written = work.run(add, token);
    }
    work.run(dropOver, token);
    return written;
  }

  private void checkIsThere(Work work, WorkerRef ref) throws SQLException {
    if (!work.read(worker, ref, Rows::next)) {
      throw new NotFound("worker " + ref.worker());
    }
  }

  private Optional<RuntimeException> refusal(Work work, Token token) throws SQLException {
    if (find(work, token.id()).isPresent()) {
      String id = token.id().value();
      return Optional.of(new AlreadyExists("id", id, id));
    }
    Optional<SessionId> of = token.caller().session();
    return of.isPresent() && !work.read(session, of.get(), Rows::next)
        ? Optional.of(new NotFound("session " + of.get()))
        : Optional.empty();
  }

  @Override
  public Optional<Token> find(TokenId id) {
    return database.read(work -> find(work, id));
  }

  private Optional<Token> find(Work work, TokenId id) throws SQLException {
    return work.read(byId, id, rows -> TokenRows.all(rows).stream().findFirst());
  }

  @Override
  public List<Token> ofUser(String caller) {
    return database.read(work -> work.read(ofUser, caller, TokenRows::all));
  }

  @Override
  public boolean revoke(TokenId id) {
    return database.write(work -> work.run(revoke, id)) > 0;
  }
}
