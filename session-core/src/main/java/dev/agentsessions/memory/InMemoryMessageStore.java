package dev.agentsessions.memory;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.event.SessionChange.MessageMoved;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Messages in memory: every write checks first, then changes rows and events under one lock. */
final class InMemoryMessageStore implements MessageStore {
  private final GuardedTables tables;
  private final InstantSource clock;

  InMemoryMessageStore(GuardedTables tables, InstantSource clock) {
    this.tables = tables;
    this.clock = clock;
  }

  @Override
  public Message add(Session session, NewMessage message) {
    Instant now = clock.instant();
    return tables.write(
        all -> {
          Session stored = all.sessions().get(session.id());
          if (stored.isDeleted()) {
            throw new NotFound("session " + stored.id());
          }
          Optional<Message> earlier = all.messages().earlier(stored.id(), message);
          return earlier
              .map(before -> same(before, message))
              .orElseGet(() -> add(all, stored, message, now));
        });
  }

  private static Message same(Message earlier, NewMessage message) {
    if (!earlier.text().equals(message.text())) {
      throw new AlreadyExists("clientId", message.clientId().orElseThrow(), earlier.id().value());
    }
    return earlier;
  }

  private static Message add(Tables all, Session stored, NewMessage message, Instant now) {
    if (message.state() == MessageState.QUEUED
        && all.messages().queued(stored.id()).size() >= MAX_QUEUED) {
      throw new LimitReached("queued messages", MAX_QUEUED);
    }
    all.sessions().put(Merge.told(stored, message.at()));
    var told =
        new MessageMoved(
            message.worker(), message.id(), message.role(), message.state(), Optional.empty());
    long seq = all.events().append(stored.identity(), now, List.of(told));
    Message added = message.stored(stored.id(), seq);
    all.messages().add(added, message.clientId());
    return added;
  }

  @Override
  public List<Message> read(SessionId session, long after, int max) {
    checkArgument(max > 0, "max must be at least 1: %s", max);
    return tables.read(
        all -> {
          List<Message> page = new ArrayList<>();
          long bytes = 0;
          for (Message message : all.messages().after(session, after)) {
            bytes += message.text().getBytes(UTF_8).length;
            if (page.size() == max || (bytes > PAGE_BYTES && !page.isEmpty())) {
              break;
            }
            page.add(message);
          }
          return List.copyOf(page);
        });
  }

  @Override
  public List<Message> queued(SessionId session) {
    return tables.read(all -> all.messages().firstQueued(session));
  }

  @Override
  public void settle(Session owned, Message message, MessageState to, Optional<String> reason) {
    Instant now = clock.instant();
    tables.write(
        all -> {
          Session stored = all.sessions().get(owned.id());
          if (!stored.ownership().fence().equals(owned.ownership().fence())) {
            throw new StaleFence(
                stored.id(), owned.ownership().fence(), stored.ownership().fence());
          }
          return all.messages()
              .find(stored.id(), message.seq())
              .filter(waiting -> waiting.state() == MessageState.QUEUED)
              .map(
                  waiting -> {
                    all.messages().replace(waiting.in(to));
                    var told =
                        new MessageMoved(
                            waiting.worker(), waiting.id(), waiting.role(), to, reason);
                    return all.events().append(stored.identity(), now, List.of(told));
                  });
        });
  }
}
