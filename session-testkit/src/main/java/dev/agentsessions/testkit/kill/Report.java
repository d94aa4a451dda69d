package dev.agentsessions.testkit.kill;

import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import java.util.List;

/** What a program that will be killed was told by its store, as a line on its standard output. */
sealed interface Report {
  /** A commit returned: the session has at least this version, and had this display name. */
  record Done(SessionId session, long version, String displayName) implements Report {
    static Done of(Session stored) {
      return new Done(stored.id(), stored.revision().version(), stored.metadata().displayName());
    }

    @Override
    public String line() {
      return String.join(" ", "done", session.value(), String.valueOf(version), displayName);
    }
  }

  /** A reader of the journal was shown this event. */
  record Seen(long position, SessionId session, long seq, String type) implements Report {
    static Seen of(SessionEvent event) {
      return new Seen(event.position(), event.session(), event.seq(), event.change().type());
    }

    @Override
    public String line() {
      return String.join(
          " ", "seen", String.valueOf(position), session.value(), String.valueOf(seq), type);
    }
  }

  String line();

  static Report parse(String line) {
    List<String> words = List.of(line.split(" ", -1));
    return switch (words.getFirst()) {
      case "done" ->
          new Done(new SessionId(words.get(1)), Long.parseLong(words.get(2)), words.get(3));
      case "seen" ->
          new Seen(
              Long.parseLong(words.get(1)),
              new SessionId(words.get(2)),
              Long.parseLong(words.get(3)),
              words.get(4));
      default -> throw new IllegalArgumentException("not a report: " + line);
    };
  }
}
