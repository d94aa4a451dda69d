package dev.agentsessions.session;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * What a caller asks a session to be. Replaced whole; each change moves the generation.
 *
 * @param runtime names who provides the environment, such as {@code local}; never changes after
 *     create
 * @param environment added to the workers' environment; system names cannot be overridden
 */
public record SessionSpec(
    SessionKind kind,
    String runtime,
    AgentSettings agent,
    RunPolicy run,
    Map<String, String> environment,
    Optional<String> subject) {
  public static final String LOCAL = "local";

  public SessionSpec {
    requireNonNull(kind, "kind");
    SessionException.Invalid.check(!runtime.isBlank(), "spec.runtime", "must name a runtime");
    requireNonNull(agent, "agent");
    requireNonNull(run, "run");
    environment = Map.copyOf(environment);
    requireNonNull(subject, "subject");
  }

  /** The branch that it works on, where there is one. */
  public Optional<String> branch() {
    return switch (kind) {
      case QuickSession quick -> Optional.empty();
      case WorktreeSession worktree -> Optional.of(worktree.branch());
      case AgenticSession agentic -> Optional.empty();
    };
  }

  public SessionSpec withKind(SessionKind kind) {
    return new SessionSpec(kind, runtime, agent, run, environment, subject);
  }

  public SessionSpec withModel(String model) {
    var settings =
        new AgentSettings(
            agent.id(), agent.initialPrompt(), agent.llm().withModel(model), agent.templateVars());
    return new SessionSpec(kind, runtime, settings, run, environment, subject);
  }

  /** A local session of this kind with every default. */
  public static SessionSpec of(SessionKind kind) {
    return new SessionSpec(
        kind, LOCAL, AgentSettings.NONE, RunPolicy.DEFAULT, Map.of(), Optional.empty());
  }
}
