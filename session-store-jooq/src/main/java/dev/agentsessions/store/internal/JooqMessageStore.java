package dev.agentsessions.store.internal;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.event.SessionChange.MessageMoved;
import dev.agentsessions.host.Fence;
import dev.agentsessions.message.Message;
import dev.agentsessions.message.MessageState;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.message.NewMessage;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.AlreadyExists;
import dev.agentsessions.session.SessionException.LimitReached;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionException.StaleFence;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.store.internal.MessageWrites.Locked;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * Messages in a SQL database. A write is one transaction, which locks the session's row first and
 * its project's last, as commits of sessions do. Safe from any thread.
 */
public final class JooqMessageStore implements MessageStore {
  private final Database database;
  private final CommitListener listener;
  private final InstantSource clock;
  private final MessageReads reads;
  private final MessageWrites writes;
  private final EventWrites events;
  private final Outcomes outcomes;

  /**
   * @param clock of events; in microseconds
   */
  @Inject
  public JooqMessageStore(Database database, CommitListener listener, InstantSource clock) {
    this.database = requireNonNull(database, "database");
    this.listener = requireNonNull(listener, "listener");
    this.clock = requireNonNull(clock, "clock");
    DSLContext db = database.dsl();
    reads = new MessageReads(db);
    writes = new MessageWrites(db);
    events = new EventWrites(db);
    outcomes = new Outcomes(database);
  }

  @Override
  public Message add(Session session, NewMessage message) {
    Instant now = clock.instant();
    Message added =
        outcomes.settled(
            session.id(),
            () -> database.write(work -> add(work, session, message, now)),
            (work, unknown) -> reads.stored(work, session.id(), message));
    listener.committed(session.identity());
    return added;
  }

  @Override
  public List<Message> read(SessionId session, long after, int max) {
    checkArgument(max > 0, "max must be at least 1: %s", max);
    return database.read(work -> reads.page(work, session, after, max));
  }

  @Override
  public List<Message> queued(SessionId session) {
    return database.read(work -> reads.firstQueued(work, session));
  }

  @Override
  public void settle(Session owned, Message message, MessageState to, Optional<String> reason) {
    Instant now = clock.instant();
    database.write(
        work -> {
          Fence highest = locked(work, owned).fence();
          if (!highest.equals(owned.ownership().fence())) {
            throw new StaleFence(owned.id(), owned.ownership().fence(), highest);
          }
          Optional<Long> seq = writes.settle(work, message, to);
          if (seq.isPresent()) {
            tell(work, owned, message.in(to), reason, seq.get(), now);
          }
          return seq;
        });
    listener.committed(owned.identity());
  }

  private Message add(Work work, Session session, NewMessage message, Instant now)
      throws SQLException {
    if (locked(work, session).deleted()) {
      throw new NotFound("session " + session.id());
    }
    Optional<Message> earlier = reads.earlier(work, session.id(), message);
    if (earlier.isPresent()) {
      return same(earlier.get(), message);
    }
    if (message.state() == MessageState.QUEUED
        && reads.countQueued(work, session.id()) >= MAX_QUEUED) {
      throw new LimitReached("queued messages", MAX_QUEUED);
    }
    Message added = writes.add(work, session.id(), message);
    tell(work, session, added, Optional.empty(), added.seq(), now);
    return added;
  }

  private static Message same(Message earlier, NewMessage message) {
    if (!earlier.text().equals(message.text())) {
      throw new AlreadyExists("clientId", message.clientId().orElseThrow(), earlier.id().value());
    }
    return earlier;
  }

  private Locked locked(Work work, Session session) throws SQLException {
    return writes
        .lock(work, session.id())
        .orElseThrow(() -> new NotFound("session " + session.id()));
  }

  private void tell(
      Work work, Session session, Message message, Optional<String> reason, long seq, Instant now)
      throws SQLException {
    var told =
        new MessageMoved(message.worker(), message.id(), message.role(), message.state(), reason);
    events.append(work, session.identity(), seq, now, List.of(told));
  }
}
