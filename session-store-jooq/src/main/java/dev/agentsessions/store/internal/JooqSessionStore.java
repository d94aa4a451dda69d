package dev.agentsessions.store.internal;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Intent;
import dev.agentsessions.session.Observation;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.session.Slug;
import dev.agentsessions.session.Touch;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.DSLContext;

/**
 * Sessions in a SQL database. A commit is one transaction, which locks the session's row first and
 * its project's last. Safe from any thread.
 */
public final class JooqSessionStore implements SessionStore {
  private final Database database;
  private final Shortcut shortcut;
  private final CommitListener listener;
  private final InstantSource clock;
  private final SessionReads reads;
  private final SessionPages pages;
  private final SessionWrites sessions;
  private final WorkerWrites workers;
  private final LabelWrites labels;
  private final TouchWrite touches;
  private final EventWrites events;
  private final Refusals refusals;
  private final Outcomes outcomes;

  /**
   * @param clock of events; in microseconds
   */
  @Inject
  public JooqSessionStore(
      Database database, Shortcut shortcut, CommitListener listener, InstantSource clock) {
    this.database = requireNonNull(database, "database");
    this.shortcut = requireNonNull(shortcut, "shortcut");
    this.listener = requireNonNull(listener, "listener");
    this.clock = requireNonNull(clock, "clock");
    DSLContext db = database.dsl();
    reads = new SessionReads(db);
    pages = new SessionPages(db);
    sessions = new SessionWrites(db);
    workers = new WorkerWrites(db);
    labels = new LabelWrites(db);
    touches = new TouchWrite(db);
    events = new EventWrites(db);
    refusals = new Refusals(reads);
    outcomes = new Outcomes(database);
  }

  @Override
  public void create(Session session) {
    var commit = Commit.creating(session, clock.instant());
    outcomes.settled(() -> write(session, commit), () -> isStored(session));
    listener.committed(session.identity());
  }

  private void write(Session created, Commit commit) {
    if (shortcut.commit(commit).isEmpty()) {
      database.write(work -> write(work, commit), work -> refusals.ofCreate(work, created));
    }
  }

  /** Also if somebody has changed it since. */
  private boolean isStored(Session created) {
    return find(created.id())
        .filter(found -> found.identity().equals(created.identity()))
        .filter(found -> found.revision().created().equals(created.revision().created()))
        .isPresent();
  }

  @Override
  public Optional<Session> find(SessionId id) {
    return database.read(work -> reads.find(work, id));
  }

  @Override
  public Optional<Session> find(ProjectId project, Slug slug) {
    return database.read(work -> reads.find(work, project, slug));
  }

  @Override
  public SessionPage page(SessionQuery query) {
    return database.search(work -> pages.read(work, query));
  }

  @Override
  public Session commit(Intent intent) {
    var commit = Commit.of(intent, clock.instant());
    Session stored =
        outcomes.settled(
            intent,
            () ->
                shortcut
                    .commit(commit)
                    .orElseGet(
                        () ->
                            database.write(
                                work -> write(work, intent, commit),
                                work -> refusals.ofCommit(work, intent))));
    listener.committed(stored.identity());
    return stored;
  }

  @Override
  public Session commit(Observation observation) {
    var commit = Commit.of(observation, clock.instant());
    Session seen =
        outcomes.settled(
            observation,
            () ->
                shortcut
                    .commit(commit)
                    .orElseGet(() -> database.write(work -> write(work, observation, commit))));
    listener.committed(seen.identity());
    return seen;
  }

  @Override
  public void touch(Touch touch) {
    database.write(work -> touches.write(work, touch));
  }

  @Override
  public List<SessionId> needingOwner(Optional<HostId> owner, NodeId node, int max) {
    checkArgument(max > 0, "max must be at least 1: %s", max);
    return database.read(work -> reads.needingOwner(work, owner, node, max));
  }

  private Session write(Work work, Commit create) throws SQLException {
    Session session = create.after();
    long lastSeq = sessions.commit(work, create).orElseThrow();
    workers.commit(work, create);
    labels.create(work, session);
    events.append(work, session.identity(), lastSeq, create.at(), create.changes());
    return session;
  }

  private Session write(Work work, Intent intent, Commit commit) throws SQLException {
    Session before = intent.before();
    Session after = intent.after();
    OptionalLong lastSeq = sessions.commit(work, commit);
    if (lastSeq.isEmpty()) {
      throw refusals.stale(work, intent);
    }
    workers.commit(work, commit);
    if (commit.writesLabels()) {
      labels.replace(work, after);
    }
    Session stored = reads.find(work, after.id()).orElseThrow();
    boolean wantsMore =
        before.desired() != after.desired() || !before.workers().equals(after.workers());
    if (wantsMore && !intent.moves()) {
      sessions.need(work, stored); // the state may have moved meanwhile, and decides as well
    }
    events.append(work, after.identity(), lastSeq.getAsLong(), commit.at(), commit.changes());
    return stored;
  }

  private Session write(Work work, Observation observation, Commit commit) throws SQLException {
    Session after = observation.after();
    OptionalLong lastSeq = sessions.commit(work, commit);
    if (lastSeq.isEmpty()) {
      throw refusals.stale(work, observation);
    }
    if (!observation.cleans()) {
      workers.commit(work, commit);
      if (after.state() == SessionState.CREATED || after.state().isResting()) {
        // What callers want meanwhile decides as well.
        sessions.need(work, reads.find(work, after.id()).orElseThrow());
      }
    }
    events.append(work, after.identity(), lastSeq.getAsLong(), commit.at(), commit.changes());
    return commit.stored();
  }
}
