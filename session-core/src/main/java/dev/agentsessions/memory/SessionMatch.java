package dev.agentsessions.memory;

import dev.agentsessions.identity.Reach;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.WorktreeSession;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whether a session is within a query's reach and passes its filter. */
final class SessionMatch implements Predicate<Session> {
  private final Reach reach;
  private final SessionFilter filter;
  private final Optional<String> text;

  SessionMatch(SessionQuery query) {
    this.reach = query.reach();
    this.filter = query.filter();
    this.text = filter.text().map(SessionMatch::folded);
  }

  @Override
  public boolean test(Session session) {
    return reach.includes(session)
        && allows(filter.state(), Optional.of(session.state()))
        && allows(filter.kind(), Optional.of(kind(session.spec().kind())))
        && allows(filter.agent(), session.spec().agent().id())
        && allows(filter.role(), session.identity().role())
        && allows(filter.owner(), Optional.of(session.identity().owner()))
        && allows(filter.parent(), session.identity().parent())
        && session.metadata().labels().entrySet().containsAll(filter.labels().entrySet())
        && text.map(wanted -> texts(session).anyMatch(some -> some.contains(wanted))).orElse(true);
  }

  private static <T> boolean allows(Optional<T> wanted, Optional<T> actual) {
    return wanted.isEmpty() || wanted.equals(actual);
  }

  private static String kind(SessionKind kind) {
    return switch (kind) {
      case QuickSession quick -> "quick";
      case WorktreeSession worktree -> "worktree";
      case AgenticSession agentic -> "agentic";
    };
  }

  private static Stream<String> texts(Session session) {
    return Stream.of(
            Optional.of(session.identity().name()),
            Optional.of(session.metadata().displayName()),
            session.spec().subject(),
            session.spec().agent().initialPrompt())
        .flatMap(Optional::stream)
        .map(SessionMatch::folded);
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
