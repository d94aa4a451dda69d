package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.event.SessionChange;
import dev.agentsessions.event.SessionChange.SessionCleaned;
import dev.agentsessions.event.SessionChange.SessionDeleted;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.identity.Credentials;
import dev.agentsessions.identity.Reach;
import dev.agentsessions.json.ApiJson;
import dev.agentsessions.session.Desired;
import java.time.Duration;
import java.util.List;

/**
 * A journal, followed from a place for as long as the client reads: what is past and what is to
 * come are the same reads, so nothing is left out or told twice. The first thing said is the place
 * itself, so that a client that heard nothing yet comes back to it (M-03).
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
final class EventFeed implements Feed {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final int BATCH = 100;

  private final EventJournal journal;
  private final Reach reach;
  private final EventCursor start;
  private final Credentials credentials;
  private final Lifelines lifelines;
  private final Patience patience;

  EventFeed(
      EventJournal journal,
      Reach reach,
      EventCursor start,
      Credentials credentials,
      Lifelines lifelines,
      Patience patience) {
    this.journal = requireNonNull(journal, "journal");
    this.reach = requireNonNull(reach, "reach");
    this.start = requireNonNull(start, "start");
    this.credentials = requireNonNull(credentials, "credentials");
    this.lifelines = requireNonNull(lifelines, "lifelines");
    this.patience = requireNonNull(patience, "patience");
  }

  @Override
  public void run(Wire wire) throws InterruptedException {
    var socket = wire.connection().serverSocket();
    Lifeline lifeline = lifelines.add(socket, credentials, socket::close);
    try {
      wire.begin("text/event-stream");
      if (wire.endsWithHead()) {
        return;
      }
      say(wire, lifeline, "id: " + place(start) + "\n\n");
      follow(wire, lifeline);
    } finally {
      lifelines.remove(lifeline);
    }
  }

  private void follow(Wire wire, Lifeline lifeline) throws InterruptedException {
    EventCursor place = start;
    long saidAt = System.nanoTime();
    while (!lifelines.isClosing()) {
      EventCursor seen = journal.end(place);
      List<SessionEvent> events = journal.read(place, reach, BATCH);
      if (!events.isEmpty()) {
        boolean told = tell(wire, lifeline, events);
        if (!told) {
          return;
        }
        saidAt = System.nanoTime();
        place = place.after(events.getLast());
      } else if (System.nanoTime() - saidAt >= patience.heartbeat().toNanos()) {
        say(wire, lifeline, ":\n\n");
        saidAt = System.nanoTime();
      } else {
        place = seen; // what is up to here is out of reach, and need not be read again
        journal.awaitMore(place, LOOK_EVERY);
      }
    }
  }

  private void say(Wire wire, Lifeline lifeline, String text) {
    wire.emit(text, lifeline, patience.stall());
  }

  /**
   * @return whether there may be more to tell
   */
  private boolean tell(Wire wire, Lifeline lifeline, List<SessionEvent> events) {
    var text = new StringBuilder();
    boolean over = false;
    for (int i = 0; i < events.size() && !over; i++) {
      SessionEvent event = events.get(i);
      text.append("id: ").append(place(start.after(event))).append('\n');
      text.append("data: ").append(ApiJson.write(event)).append("\n\n");
      over = start instanceof EventCursor.OfSession && isLast(event.change());
    }
    say(wire, lifeline, text.toString());
    return !over;
  }

  /** A session's stream ends with its deletion, or with what became of its files. */
  private static boolean isLast(SessionChange change) {
    return change instanceof SessionCleaned
        || (change instanceof SessionDeleted deleted && deleted.desired() != Desired.REMOVED);
  }

  static long place(EventCursor cursor) {
    return switch (cursor) {
      case EventCursor.OfSession session -> session.seq();
      case EventCursor.OfProject project -> project.position();
    };
  }
}
