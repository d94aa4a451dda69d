package dev.agentsessions.testkit.store;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.session.SessionFilter;
import dev.agentsessions.session.SessionId;
import java.util.Map;
import java.util.Optional;

/** Filters by one thing each. */
final class Filters {
  private static final SessionFilter ALL = SessionFilter.ALL;

  private Filters() {}

  static SessionFilter kind(String kind) {
    return new SessionFilter(
        ALL.state(),
        Optional.of(kind),
        ALL.agent(),
        ALL.role(),
        ALL.owner(),
        ALL.labels(),
        ALL.parent(),
        ALL.text());
  }

  static SessionFilter agent(String agent) {
    return new SessionFilter(
        ALL.state(),
        ALL.kind(),
        Optional.of(new AgentId(agent)),
        ALL.role(),
        ALL.owner(),
        ALL.labels(),
        ALL.parent(),
        ALL.text());
  }

  static SessionFilter role(String role) {
    return new SessionFilter(
        ALL.state(),
        ALL.kind(),
        ALL.agent(),
        Optional.of(role),
        ALL.owner(),
        ALL.labels(),
        ALL.parent(),
        ALL.text());
  }

  static SessionFilter owner(Owner owner) {
    return new SessionFilter(
        ALL.state(),
        ALL.kind(),
        ALL.agent(),
        ALL.role(),
        Optional.of(owner),
        ALL.labels(),
        ALL.parent(),
        ALL.text());
  }

  static SessionFilter label(String key, String value) {
    return labels(Map.of(key, value));
  }

  static SessionFilter labels(Map<String, String> labels) {
    return new SessionFilter(
        ALL.state(),
        ALL.kind(),
        ALL.agent(),
        ALL.role(),
        ALL.owner(),
        labels,
        ALL.parent(),
        ALL.text());
  }

  static SessionFilter parent(SessionId parent) {
    return new SessionFilter(
        ALL.state(),
        ALL.kind(),
        ALL.agent(),
        ALL.role(),
        ALL.owner(),
        ALL.labels(),
        Optional.of(parent),
        ALL.text());
  }

  static SessionFilter text(String text) {
    return new SessionFilter(
        ALL.state(),
        ALL.kind(),
        ALL.agent(),
        ALL.role(),
        ALL.owner(),
        ALL.labels(),
        ALL.parent(),
        Optional.of(text));
  }
}
