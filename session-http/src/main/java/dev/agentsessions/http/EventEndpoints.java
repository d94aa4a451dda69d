package dev.agentsessions.http;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.identity.Reach;
import dev.agentsessions.operation.ProjectOperations;
import dev.agentsessions.operation.Sessions;
import dev.agentsessions.session.SessionException.Invalid;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Changes as they happen, of a session or of a whole project: after {@code Last-Event-ID}, or,
 * without one, from now on (M-03).
 */
final class EventEndpoints {
  private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");
  private static final Gives EVENTS = Gives.of("text/event-stream");

  private final Sessions sessions;
  private final ProjectOperations projects;
  private final Authorizer authorizer;
  private final EventJournal journal;
  private final Lifelines lifelines;
  private final Patience patience;

  @Inject
  EventEndpoints(
      Sessions sessions,
      ProjectOperations projects,
      Authorizer authorizer,
      EventJournal journal,
      Lifelines lifelines,
      Patience patience) {
    this.sessions = requireNonNull(sessions, "sessions");
    this.projects = requireNonNull(projects, "projects");
    this.authorizer = requireNonNull(authorizer, "authorizer");
    this.journal = requireNonNull(journal, "journal");
    this.lifelines = requireNonNull(lifelines, "lifelines");
    this.patience = requireNonNull(patience, "patience");
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.of(
                Method.GET,
                SessionEndpoints.SESSION + "/events",
                "followSession",
                "A session's changes as they happen, each a CloudEvent; ids are its seq",
                EVENTS,
                this::ofSession)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND),
        Endpoint.of(
                Method.GET,
                ProjectEndpoints.PROJECT + "/events",
                "followProject",
                "A project's changes as they happen, each a CloudEvent; ids are its position",
                EVENTS,
                this::ofProject)
            .needs(Access.VIEW)
            .mayAnswer(ProblemType.NOT_FOUND));
  }

  private EventFeed ofSession(Call call) {
    var session = sessions.get(call.caller(), call.project(), call.session()).id();
    return feed(call, seq -> new EventCursor.OfSession(session, seq));
  }

  private EventFeed ofProject(Call call) {
    var project = projects.get(call.caller(), call.project()).id();
    return feed(call, position -> new EventCursor.OfProject(project, position));
  }

  private EventFeed feed(Call call, LongFunction<EventCursor> cursor) {
    EventCursor end = journal.end(cursor.apply(0));
    Optional<String> last = call.header(LAST_EVENT_ID);
    long place = last.map(text -> Query.whole("Last-Event-ID", text)).orElse(EventFeed.place(end));
    Invalid.check(
        place <= EventFeed.place(end), "Last-Event-ID", "is after the last event there is");
    Reach reach = authorizer.reach(call.caller(), Permission.VIEW, call.project());
    return new EventFeed(
        journal, reach, cursor.apply(place), call.credentials(), lifelines, patience);
  }
}
