package dev.agentsessions.http;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.identity.OwnerScope;
import dev.agentsessions.json.ApiJson;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.session.SessionState;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Which sessions to list, as an address says it (S-03, S-04). */
final class SessionListQuery {
  private static final Set<String> KINDS = Set.of("quick", "worktree", "agentic");

  static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.text("state", "a state, such as ACTIVE"),
          Parameter.text("kind", "quick, worktree or agentic"),
          Parameter.text("agent", "the agent of the session's spec"),
          Parameter.text("role", "a role"),
          Parameter.text("owner", "an account, or organization:ID"),
          Parameter.texts("label", "KEY=VALUE; all of them"),
          Parameter.text("parent", "the parent session's id"),
          Parameter.text("text", "within name, display name, subject or initial prompt"),
          Parameter.text("cursor", "the next of the page before"),
          Parameter.number("limit", "1..200; 50 unless said"),
          Parameter.flag("total", "whether to count all that match"));

  private SessionListQuery() {}

  static SessionQuery of(ProjectId project, Query query) {
    long limit = query.number("limit").orElse(SessionQuery.DEFAULT_LIMIT);
    return new SessionQuery(
        project,
        filter(query),
        query.text("cursor").map(ApiJson::readCursor),
        (int) Math.min(limit, SessionQuery.MAX_LIMIT + 1L),
        query.flag("total"));
  }

  private static SessionFilter filter(Query query) {
    return new SessionFilter(
        parsed(query, "state", SessionState::valueOf),
        kind(query),
        parsed(query, "agent", AgentId::new),
        query.text("role"),
        query.text("owner").map(SessionListQuery::owner),
        labels(query),
        parsed(query, "parent", SessionId::new),
        query.text("text"));
  }

  private static Optional<String> kind(Query query) {
    Optional<String> kind = query.text("kind");
    Invalid.check(
        kind.isEmpty() || KINDS.contains(kind.get()), "kind", "must be quick, worktree or agentic");
    return kind;
  }

  private static Owner owner(String text) {
    int colon = text.indexOf(':');
    String scope = colon < 0 ? "identity_account" : text.substring(0, colon);
    String id = text.substring(colon + 1);
    Invalid.check(!id.isBlank(), "owner", "needs an id");
    for (OwnerScope each : OwnerScope.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(scope)) {
        return new Owner(each, id);
      }
    }
    throw new Invalid("owner", "must be ID, identity_account:ID or organization:ID");
  }

  private static Map<String, String> labels(Query query) {
    Map<String, String> labels = new HashMap<>();
    for (String label : query.texts("label")) {
      int equals = label.indexOf('=');
      Invalid.check(equals > 0, "label", "must be KEY=VALUE");
      String before = labels.put(label.substring(0, equals), label.substring(equals + 1));
      Invalid.check(before == null, "label", "names one key twice");
    }
    return labels;
  }

  private static <T> Optional<T> parsed(Query query, String name, Function<String, T> form) {
    try {
      return query.text(name).map(form);
    } catch (IllegalArgumentException e) {
      throw new Invalid(name, "is wrong: " + e.getMessage());
    }
  }
}
