package dev.agentsessions.memory;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.identity.Reach;
import java.time.Duration;
import java.util.List;

/** The events in memory, all of them since the store was made. */
final class InMemoryEventJournal implements EventJournal {
  private final GuardedTables tables;

  InMemoryEventJournal(GuardedTables tables) {
    this.tables = tables;
  }

  @Override
  public List<SessionEvent> read(EventCursor after, Reach reach, int max) {
    checkArgument(max > 0, "max must be at least 1: %s", max);
    return tables.read(all -> all.events().read(after, reach, max));
  }

  @Override
  public EventCursor end(EventCursor stream) {
    return tables.read(all -> all.events().end(stream));
  }

  @Override
  public boolean awaitMore(EventCursor after, Duration wait) throws InterruptedException {
    return tables.await(all -> all.events().hasMore(after), wait);
  }
}
