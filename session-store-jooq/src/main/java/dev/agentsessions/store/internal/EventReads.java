package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.SESSION_EVENT;

import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.EventCursor.OfProject;
import dev.agentsessions.event.EventCursor.OfSession;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.identity.Reach;
import dev.agentsessions.json.StoredJson;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The statements that read one kind of stream, of sessions or of projects. */
final class EventReads {
  private record Range(EventCursor after, int max) {}

  private final DSLContext db;
  private final Field<String> stream;
  private final Field<Long> place;
  private final Template<Range> after;
  private final Template<EventCursor> last;

  private EventReads(DSLContext db, Field<String> stream, Field<Long> place) {
    this.db = db;
    this.stream = stream;
    this.place = place;
    this.after =
        Template.of(
            db,
            in ->
                db.select(SESSION_EVENT.fields())
                    .from(SESSION_EVENT)
                    .where(
                        stream.eq(in.of(stream, range -> stream(range.after()))),
                        place.gt(in.of(place, range -> place(range.after()))))
                    .orderBy(stream, place)
                    .limit(in.of(SQLDataType.INTEGER, Range::max)));
    this.last =
        Template.of(
            db,
            in ->
                db.select(place)
                    .from(SESSION_EVENT)
                    .where(stream.eq(in.of(stream, EventReads::stream)))
                    .orderBy(stream.desc(), place.desc())
                    .limit(DSL.inline(1)));
  }

  static EventReads ofSessions(DSLContext db) {
    return new EventReads(db, SESSION_EVENT.SESSION, SESSION_EVENT.SEQ);
  }

  static EventReads ofProjects(DSLContext db) {
    return new EventReads(db, SESSION_EVENT.PROJECT, SESSION_EVENT.POSITION);
  }

  List<SessionEvent> after(Work work, EventCursor cursor, Reach reach, int max)
      throws SQLException {
    return switch (reach) {
      case Reach.Everything any -> work.read(after, new Range(cursor, max), EventReads::events);
      case Reach.Owned of -> {
        List<String> owners = of.owners().stream().map(EventWrites::owner).toList();
        yield after(work, cursor, SESSION_EVENT.OWNER.in(owners), max);
      }
      case Reach.OneSession of ->
          after(work, cursor, SESSION_EVENT.SESSION.eq(of.session().value()), max);
    };
  }

  private List<SessionEvent> after(Work work, EventCursor cursor, Condition only, int max)
      throws SQLException {
    Select<?> select =
        db.select(SESSION_EVENT.fields())
            .from(SESSION_EVENT)
            .where(stream.eq(stream(cursor)), place.gt(place(cursor)), only)
            .orderBy(stream, place)
            .limit(max);
    return work.read(Template.once(select), this, EventReads::events);
  }

  OptionalLong last(Work work, EventCursor stream) throws SQLException {
    return work.read(
        last,
        stream,
        rows -> rows.next() ? OptionalLong.of(rows.get(place)) : OptionalLong.empty());
  }

  private static String stream(EventCursor cursor) {
    return switch (cursor) {
      case OfSession of -> of.session().value();
      case OfProject of -> of.project().value();
    };
  }

  private static long place(EventCursor cursor) {
    return switch (cursor) {
      case OfSession of -> of.seq();
      case OfProject of -> of.position();
    };
  }

  private static List<SessionEvent> events(Rows rows) throws SQLException {
    List<SessionEvent> events = new ArrayList<>();
    while (rows.next()) {
      events.add(
          new SessionEvent(
              new ProjectId(rows.get(SESSION_EVENT.PROJECT)),
              new SessionId(rows.get(SESSION_EVENT.SESSION)),
              rows.get(SESSION_EVENT.SEQ),
              rows.get(SESSION_EVENT.POSITION),
              rows.get(SESSION_EVENT.AT),
              StoredJson.readChange(rows.get(SESSION_EVENT.TYPE), rows.get(SESSION_EVENT.CHANGE))));
    }
    return events;
  }
}
