package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.GIT_TOKEN;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.credential.GitServer;
import dev.agentsessions.credential.StoredGitToken;
import dev.agentsessions.credential.StoredGitTokens;
import dev.agentsessions.secret.SealedSecret;
import dev.agentsessions.session.SessionException.LimitReached;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** Users' git tokens in a SQL database. Safe from any thread. */
public final class JooqStoredGitTokens implements StoredGitTokens {
  private record Place(String user, GitServer server) {}

  private record Row(String user, StoredGitToken token) {
    Place place() {
      return new Place(user, token.server());
    }
  }

  private static final Columns<Row> COLUMNS =
      Columns.<Row>none()
          .and(GIT_TOKEN.HOLDER, Row::user)
          .and(GIT_TOKEN.SERVER, row -> row.token().server().name())
          .and(GIT_TOKEN.USERNAME, row -> row.token().username())
          .and(GIT_TOKEN.SEALED, row -> row.token().sealed().text())
          .and(GIT_TOKEN.STORED_AT, row -> row.token().storedAt())
          .and(GIT_TOKEN.EXPIRES_AT, row -> row.token().expiresAt().orElse(null));

  private final Database database;
  private final Template<Row> add;
  private final Template<Row> replace;
  private final Template<Place> remove;
  private final Template<Place> find;
  private final Template<String> list;

  @Inject
  public JooqStoredGitTokens(Database database) {
    this.database = requireNonNull(database, "database");
    DSLContext db = database.dsl();
    add = Template.of(db, in -> db.insertInto(GIT_TOKEN).set(in.of(COLUMNS, row -> row)));
    replace =
        Template.of(
            db,
            in -> db.update(GIT_TOKEN).set(in.of(COLUMNS, row -> row)).where(isAt(in, Row::place)));
    remove = Template.of(db, in -> db.deleteFrom(GIT_TOKEN).where(isAt(in, place -> place)));
    find =
        Template.of(
            db,
            in -> db.select(GIT_TOKEN.fields()).from(GIT_TOKEN).where(isAt(in, place -> place)));
    list =
        Template.of(
            db,
            in ->
                db.select(GIT_TOKEN.fields())
                    .from(GIT_TOKEN)
                    .where(GIT_TOKEN.HOLDER.eq(in.of(GIT_TOKEN.HOLDER, user -> user))));
  }

  private static <S> Condition isAt(Parameters<S> in, Function<S, Place> place) {
    return GIT_TOKEN
        .HOLDER
        .eq(in.of(GIT_TOKEN.HOLDER, each -> place.apply(each).user()))
        .and(
            GIT_TOKEN.SERVER.eq(
                in.of(GIT_TOKEN.SERVER, each -> place.apply(each).server().name())));
  }

  @Override
  public void put(String user, StoredGitToken token) {
    var row = new Row(user, token);
    database.write(
        work -> {
          if (work.run(replace, row) == 0) {
            add(work, row);
          }
          return row;
        },
        work ->
            Optional.empty()); // who put one for this server meanwhile was first: it is replaced
  }

  private void add(Work work, Row row) throws SQLException {
    long others =
        list(work, row.user()).stream()
            .filter(token -> !token.server().equals(row.token().server()))
            .count();
    if (others >= MAX) {
      throw new LimitReached("git credentials", MAX);
    }
    work.run(add, row);
  }

  @Override
  public boolean remove(String user, GitServer server) {
    return database.write(work -> work.run(remove, new Place(user, server))) > 0;
  }

  @Override
  public Optional<StoredGitToken> find(String user, GitServer server) {
    return database.read(
        work -> work.read(find, new Place(user, server), rows -> all(rows).stream().findFirst()));
  }

  @Override
  public List<StoredGitToken> list(String user) {
    return database.read(work -> list(work, user));
  }

  private List<StoredGitToken> list(Work work, String user) throws SQLException {
    List<StoredGitToken> found = work.read(list, user, JooqStoredGitTokens::all);
    found.sort(Comparator.comparing(token -> token.server().name())); // not by a collation
    return found;
  }

  private static List<StoredGitToken> all(Rows rows) throws SQLException {
    List<StoredGitToken> tokens = new ArrayList<>();
    while (rows.next()) {
      tokens.add(
          new StoredGitToken(
              new GitServer(rows.get(GIT_TOKEN.SERVER)),
              rows.get(GIT_TOKEN.USERNAME),
              new SealedSecret(rows.get(GIT_TOKEN.SEALED)),
              rows.get(GIT_TOKEN.STORED_AT),
              rows.find(GIT_TOKEN.EXPIRES_AT)));
    }
    return tokens;
  }
}
