package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.identity.Owner;
import java.util.Map;
import java.util.Optional;

/**
 * Which sessions to list; all that is present must match.
 *
 * @param kind {@code quick}, {@code worktree} or {@code agentic}, as in JSON
 * @param labels each key with exactly this value
 * @param text within name, display name, subject or initial prompt, ignoring case
 */
public record SessionFilter(
    Optional<SessionState> state,
    Optional<String> kind,
    Optional<AgentId> agent,
    Optional<String> role,
    Optional<Owner> owner,
    Map<String, String> labels,
    Optional<SessionId> parent,
    Optional<String> text) {
  public static final SessionFilter ALL =
      new SessionFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Optional.empty());

  public SessionFilter {
    requireNonNull(state, "state");
    requireNonNull(kind, "kind");
    requireNonNull(agent, "agent");
    requireNonNull(role, "role");
    requireNonNull(owner, "owner");
    labels = Map.copyOf(labels);
    requireNonNull(parent, "parent");
    requireNonNull(text, "text");
  }

  /** Sessions of one kind. */
  public static SessionFilter ofKind(String kind) {
    return new SessionFilter(
        Optional.empty(),
        Optional.of(kind),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** Sessions in one state. */
  public static SessionFilter in(SessionState state) {
    return new SessionFilter(
        Optional.of(state),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }
}
