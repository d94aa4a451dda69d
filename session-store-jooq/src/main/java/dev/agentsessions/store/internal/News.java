package dev.agentsessions.store.internal;

import static dev.agentsessions.store.internal.generated.Tables.PROJECT;
import static dev.agentsessions.store.internal.generated.Tables.SESSION;
import static dev.agentsessions.store.internal.generated.Tables.SESSION_EVENT;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.reconcile.WakeUps;
import dev.agentsessions.session.SessionId;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * Finds what was committed since it last looked, by any host: rings the bells of those who wait for
 * events, and wakes sessions that this host owns or could. Remembers a place in each project. One
 * thread.
 */
public final class News {
  private record End(ProjectId project, long position) {}

  private record Range(End from, End to) {}

  private record Changed(SessionId session, Optional<HostId> owner) {}

  private final Database database;
  private final Bells bells;
  private final WakeUps wakeUps;
  private final HostId self;
  private final Template<News> everyEnd;
  private final Template<ProjectId> end;
  private final Template<Range> changed;
  private final Map<ProjectId, End> known = new HashMap<>(); // the looking thread's own
  private boolean hasLooked; // the looking thread's own

  @Inject
  public News(Database database, Bells bells, WakeUps wakeUps, HostConfig host) {
    this.database = requireNonNull(database, "database");
    this.bells = requireNonNull(bells, "bells");
    this.wakeUps = requireNonNull(wakeUps, "wakeUps");
    this.self = host.id();
    DSLContext db = database.dsl();
    everyEnd = Template.of(db, in -> db.select(PROJECT.ID, PROJECT.LAST_POSITION).from(PROJECT));
    end =
        Template.of(
            db,
            in ->
                db.select(PROJECT.ID, PROJECT.LAST_POSITION)
                    .from(PROJECT)
                    .where(PROJECT.ID.eq(in.of(PROJECT.ID, ProjectId::value))));
    changed =
        Template.of(
            db,
            in ->
                db.selectDistinct(SESSION_EVENT.SESSION, SESSION.HOST)
                    .from(SESSION_EVENT)
                    .leftJoin(SESSION)
                    .on(SESSION.ID.eq(SESSION_EVENT.SESSION))
                    .where(
                        SESSION_EVENT.PROJECT.eq(
                            in.of(PROJECT.ID, range -> range.to().project().value())),
                        SESSION_EVENT.POSITION.gt(
                            in.of(PROJECT.LAST_POSITION, range -> range.from().position())),
                        SESSION_EVENT.POSITION.le(
                            in.of(PROJECT.LAST_POSITION, range -> range.to().position()))));
  }

  /** Looks in every project; the first look only remembers where they end. */
  public void look() {
    List<End> ends = database.read(work -> work.read(everyEnd, this, News::ends));
    if (hasLooked) {
      ends.forEach(this::catchUp);
    } else {
      ends.forEach(last -> known.put(last.project(), last));
      hasLooked = true;
    }
  }

  /** Looks in one project. */
  public void look(ProjectId project) {
    if (hasLooked) {
      database.read(work -> work.read(end, project, News::ends)).forEach(this::catchUp);
    }
  }

  private void catchUp(End last) {
    End from = known.getOrDefault(last.project(), new End(last.project(), 0));
    if (last.position() <= from.position()) {
      return;
    }
    List<Changed> sessions =
        database.read(work -> work.read(changed, new Range(from, last), News::sessions));
    known.put(last.project(), last);
    for (Changed session : sessions) {
      bells.ring(last.project(), session.session());
      if (session.owner().map(self::equals).orElse(true)) {
        wakeUps.wake(session.session());
      }
    }
  }

  private static List<End> ends(Rows rows) throws SQLException {
    List<End> ends = new ArrayList<>();
    while (rows.next()) {
      ends.add(new End(new ProjectId(rows.get(PROJECT.ID)), rows.get(PROJECT.LAST_POSITION)));
    }
    return ends;
  }

  private static List<Changed> sessions(Rows rows) throws SQLException {
    List<Changed> sessions = new ArrayList<>();
    while (rows.next()) {
      sessions.add(
          new Changed(
              new SessionId(rows.get(SESSION_EVENT.SESSION)),
              rows.find(SESSION.HOST).map(HostId::new)));
    }
    return sessions;
  }
}
