package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.IDEMPOTENCY;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.idempotency.Attempt;
import dev.agentsessions.idempotency.IdempotencyStore;
import dev.agentsessions.idempotency.KeptAnswer;
import dev.agentsessions.idempotency.RequestKey;
import dev.agentsessions.json.StoredJson;
import dev.agentsessions.session.SessionException.LimitReached;
import dev.agentsessions.session.SessionException.Unavailable;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;

/** Requests with a key in a SQL database. Safe from any thread. */
public final class JooqIdempotencyStore implements IdempotencyStore {
  private record Request(RequestKey key, String fingerprint, Instant begun) {}

  private record Answered(RequestKey key, KeptAnswer answer) {}

  private record Known(String fingerprint, Attempt attempt, Instant begun) {}

  private final Headroom<String> headroom = new Headroom<>(MAX_KEYS);
  private final Database database;
  private final Template<Request> add;
  private final Template<RequestKey> find;
  private final Template<Request> forgetExpired;
  private final Template<Instant> forgetAll;
  private final Template<Request> count;
  private final Template<Answered> finish;
  private final Template<RequestKey> release;

  @Inject
  public JooqIdempotencyStore(Database database) {
    this.database = requireNonNull(database, "database");
    DSLContext db = database.dsl();
    add =
        Template.of(
            db,
            in ->
                db.insertInto(IDEMPOTENCY)
                    .set(IDEMPOTENCY.ID, in.of(IDEMPOTENCY.ID, each -> each.key().id()))
                    .set(IDEMPOTENCY.OWNER, in.of(IDEMPOTENCY.OWNER, each -> each.key().owner()))
                    .set(
                        IDEMPOTENCY.FINGERPRINT,
                        in.of(IDEMPOTENCY.FINGERPRINT, Request::fingerprint))
                    .set(IDEMPOTENCY.BEGUN_AT, in.of(IDEMPOTENCY.BEGUN_AT, Request::begun)));
    find =
        Template.of(
            db,
            in ->
                db.select(IDEMPOTENCY.fields())
                    .from(IDEMPOTENCY)
                    .where(IDEMPOTENCY.ID.eq(in.of(IDEMPOTENCY.ID, RequestKey::id))));
    forgetExpired =
        Template.of(
            db,
            in ->
                db.deleteFrom(IDEMPOTENCY)
                    .where(
                        IDEMPOTENCY.ID.eq(in.of(IDEMPOTENCY.ID, each -> each.key().id())),
                        IDEMPOTENCY.BEGUN_AT.le(
                            in.of(IDEMPOTENCY.BEGUN_AT, each -> each.begun().minus(KEPT)))));
    forgetAll =
        Template.of(
            db,
            in ->
                db.deleteFrom(IDEMPOTENCY)
                    .where(IDEMPOTENCY.BEGUN_AT.le(in.of(IDEMPOTENCY.BEGUN_AT, last -> last))));
    count =
        Template.of(
            db,
            in ->
                db.select(Rows.COUNT)
                    .from(IDEMPOTENCY)
                    .where(
                        IDEMPOTENCY.OWNER.eq(in.of(IDEMPOTENCY.OWNER, each -> each.key().owner())),
                        IDEMPOTENCY.BEGUN_AT.gt(
                            in.of(IDEMPOTENCY.BEGUN_AT, each -> each.begun().minus(KEPT)))));
    finish =
        Template.of(
            db,
            in ->
                db.update(IDEMPOTENCY)
                    .set(
                        IDEMPOTENCY.STATUS,
                        in.of(IDEMPOTENCY.STATUS, each -> each.answer().status()))
                    .set(
                        IDEMPOTENCY.CONTENT_TYPE,
                        in.of(IDEMPOTENCY.CONTENT_TYPE, each -> each.answer().contentType()))
                    .set(IDEMPOTENCY.BODY, in.of(IDEMPOTENCY.BODY, each -> each.answer().body()))
                    .set(
                        IDEMPOTENCY.HEADERS,
                        in.of(
                            IDEMPOTENCY.HEADERS, each -> StoredJson.write(each.answer().headers())))
                    .where(
                        IDEMPOTENCY.ID.eq(in.of(IDEMPOTENCY.ID, each -> each.key().id())),
                        IDEMPOTENCY.STATUS.isNull()));
    release =
        Template.of(
            db,
            in ->
                db.deleteFrom(IDEMPOTENCY)
                    .where(
                        IDEMPOTENCY.ID.eq(in.of(IDEMPOTENCY.ID, RequestKey::id)),
                        IDEMPOTENCY.STATUS.isNull()));
  }

  @Override
  public Attempt begin(RequestKey key, String fingerprint, Instant now) {
    var request = new Request(key, fingerprint, now);
    return known(request)
        .orElseGet(
            () -> {
              try {
                add(request);
                return new Attempt.First();
              } catch (Conflict another) {
                return known(request)
                    .orElseThrow(() -> new Unavailable("just begun and given up", another));
              }
            });
  }

  private void add(Request request) {
    String owner = request.key().owner();
    boolean fits = headroom.take(owner);
    database.write(
        work -> {
          work.run(forgetExpired, request);
          if (!fits && !headroom.take(owner, work.read(count, request, Rows::count))) {
            throw new LimitReached("idempotencyKeys", MAX_KEYS);
          }
          return work.run(add, request);
        });
  }

  private Optional<Attempt> known(Request request) {
    return database
        .read(work -> work.read(find, request.key(), JooqIdempotencyStore::known))
        .filter(known -> known.begun().isAfter(request.begun().minus(KEPT)))
        .map(
            known ->
                known.fingerprint().equals(request.fingerprint())
                    ? known.attempt()
                    : new Attempt.Mistaken());
  }

  @Override
  public void finish(RequestKey key, KeptAnswer answer) {
    database.write(work -> work.run(finish, new Answered(key, answer)));
  }

  @Override
  public void release(RequestKey key) {
    database.write(work -> work.run(release, key));
  }

  /** Forgets all whose day was over by then. */
  void forget(Instant now) {
    database.write(work -> work.run(forgetAll, now.minus(KEPT)));
  }

  private static Optional<Known> known(Rows rows) throws SQLException {
    if (!rows.next()) {
      return Optional.empty();
    }
    Instant begun = rows.get(IDEMPOTENCY.BEGUN_AT);
    Optional<Integer> status = rows.find(IDEMPOTENCY.STATUS);
    Attempt attempt =
        status.isPresent()
            ? new Attempt.Done(answer(status.get(), rows))
            : new Attempt.Underway(begun);
    return Optional.of(new Known(rows.get(IDEMPOTENCY.FINGERPRINT), attempt, begun));
  }

  private static KeptAnswer answer(int status, Rows rows) throws SQLException {
    return new KeptAnswer(
        status,
        rows.get(IDEMPOTENCY.CONTENT_TYPE),
        rows.get(IDEMPOTENCY.BODY),
        StoredJson.readTexts(rows.get(IDEMPOTENCY.HEADERS)));
  }
}
