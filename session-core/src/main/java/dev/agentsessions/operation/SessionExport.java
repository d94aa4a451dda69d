package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.message.Message;
import dev.agentsessions.message.MessageStore;
import dev.agentsessions.session.Session;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * All that is known of a session up to the moment of asking (S-16), to be read page by page: a long
 * history takes no more memory than a short one. For one thread.
 */
public final class SessionExport {
  /** Of messages: fewer where texts are long. Of events. */
  private static final int PAGE = 200;

  private final Session session;
  private final MessageStore messages;
  private final EventJournal journal;
  private final long end;

  SessionExport(Session session, MessageStore messages, EventJournal journal) {
    this.session = requireNonNull(session, "session");
    this.messages = requireNonNull(messages, "messages");
    this.journal = requireNonNull(journal, "journal");
    this.end =
        switch (journal.end(new EventCursor.OfSession(session.id(), 0))) {
          case EventCursor.OfSession of -> of.seq();
          case EventCursor.OfProject of -> throw new AssertionError("a session's end is " + of);
        };
  }

  /** With its workers. */
  public Session session() {
    return session;
  }

  /** Every message, in order. */
  public void messages(Consumer<Message> reader) {
    read(after -> messages.read(session.id(), after, PAGE), Message::seq, reader);
  }

  /** Every event, in order. */
  public void events(Consumer<SessionEvent> reader) {
    read(
        after -> journal.read(new EventCursor.OfSession(session.id(), after), PAGE),
        SessionEvent::seq,
        reader);
  }

  private <T> void read(LongFunction<List<T>> pages, ToLongFunction<T> seq, Consumer<T> reader) {
    long after = 0;
    while (after < end) {
      List<T> page = pages.apply(after);
      if (page.isEmpty()) {
        return;
      }
      page.stream().filter(each -> seq.applyAsLong(each) <= end).forEach(reader);
      after = seq.applyAsLong(page.getLast());
    }
  }
}
