package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.SESSION;
import static dev.agentsessions.store.internal.generated.Tables.SESSION_SECRET;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.secret.SealedSecret;
import dev.agentsessions.secret.SecretName;
import dev.agentsessions.secret.SessionSecrets;
import dev.agentsessions.session.SessionException.LimitReached;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionId;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DSLContext;

/**
 * Sessions' secrets in a SQL database. A write locks the session's row, so that there is one at a
 * time. Safe from any thread.
 */
public final class JooqSessionSecrets implements SessionSecrets {
  private record Named(SessionId session, SecretName name) {}

  private record Secret(Named named, SealedSecret sealed) {}

  private final Database database;
  private final Template<SessionId> lock;
  private final Template<SessionId> all;
  private final Template<Named> remove;
  private final Template<Secret> add;

  @Inject
  public JooqSessionSecrets(Database database) {
    this.database = requireNonNull(database, "database");
    DSLContext db = database.dsl();
    lock =
        Template.of(
            db,
            in ->
                db.select(SESSION.ID)
                    .from(SESSION)
                    .where(
                        SESSION.ID.eq(in.of(SESSION.ID, SessionId::value)),
                        SESSION.DELETED_AT.isNull())
                    .forUpdate());
    all =
        Template.of(
            db,
            in ->
                db.select(SESSION_SECRET.fields())
                    .from(SESSION_SECRET)
                    .where(
                        SESSION_SECRET.SESSION.eq(
                            in.of(SESSION_SECRET.SESSION, SessionId::value))));
    remove =
        Template.of(
            db,
            in ->
                db.deleteFrom(SESSION_SECRET)
                    .where(
                        SESSION_SECRET.SESSION.eq(
                            in.of(SESSION_SECRET.SESSION, named -> named.session().value())),
                        SESSION_SECRET.NAME.eq(
                            in.of(SESSION_SECRET.NAME, named -> named.name().value()))));
    add =
        Template.of(
            db,
            in ->
                db.insertInto(SESSION_SECRET)
                    .set(
                        SESSION_SECRET.SESSION,
                        in.of(SESSION_SECRET.SESSION, each -> each.named().session().value()))
                    .set(
                        SESSION_SECRET.NAME,
                        in.of(SESSION_SECRET.NAME, each -> each.named().name().value()))
                    .set(
                        SESSION_SECRET.SEALED,
                        in.of(SESSION_SECRET.SEALED, each -> each.sealed().text())));
  }

  @Override
  public void put(SessionId session, SecretName name, SealedSecret secret) {
    var named = new Named(session, name);
    database.write(
        work -> {
          if (!work.read(lock, session, Rows::next)) {
            throw new NotFound("session " + session);
          }
          work.run(remove, named);
          if (all(work, session).size() >= MAX) {
            throw new LimitReached("secrets", MAX);
          }
          return work.run(add, new Secret(named, secret));
        });
  }

  @Override
  public boolean remove(SessionId session, SecretName name) {
    return database.write(work -> work.run(remove, new Named(session, name))) > 0;
  }

  @Override
  public Map<SecretName, SealedSecret> all(SessionId session) {
    return database.read(work -> all(work, session));
  }

  private Map<SecretName, SealedSecret> all(Work work, SessionId session) throws SQLException {
    return work.read(
        all,
        session,
        rows -> {
          Map<SecretName, SealedSecret> found = new TreeMap<>();
          while (rows.next()) {
            found.put(
                new SecretName(rows.get(SESSION_SECRET.NAME)),
                new SealedSecret(rows.get(SESSION_SECRET.SEALED)));
          }
          return found;
        });
  }
}
