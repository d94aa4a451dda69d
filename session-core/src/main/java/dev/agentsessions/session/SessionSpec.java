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
 * @param runner the default where the runtime runs no containers
 */
public record SessionSpec(
    SessionKind kind,
    String runtime,
    AgentSettings agent,
    RunPolicy run,
    Map<String, String> environment,
    Optional<String> subject,
    RunnerSettings runner) {
  public static final String LOCAL = "local";

  public SessionSpec {
    requireNonNull(kind, "kind");
    SessionException.Invalid.check(!runtime.isBlank(), "spec.runtime", "must name a runtime");
    requireNonNull(agent, "agent");
    requireNonNull(run, "run");
    environment = Map.copyOf(environment);
    requireNonNull(subject, "subject");
    if (runtime.equals(LOCAL)) {
      runner.checkIsDefault("is for a runtime that runs containers, not for " + LOCAL);
    }
  }

  /** One in a container as its runtime has them, or in none. */
  public SessionSpec(
      SessionKind kind,
      String runtime,
      AgentSettings agent,
      RunPolicy run,
      Map<String, String> environment,
      Optional<String> subject) {
    this(kind, runtime, agent, run, environment, subject, RunnerSettings.DEFAULT);
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
    return new SessionSpec(kind, runtime, agent, run, environment, subject, runner);
  }

  public SessionSpec withModel(String model) {
    return with(
        new AgentSettings(
            agent.id(), agent.initialPrompt(), agent.llm().withModel(model), agent.templateVars()));
  }

  public SessionSpec with(AgentSettings agent) {
    return new SessionSpec(kind, runtime, agent, run, environment, subject, runner);
  }

  /** A local session of this kind with every default. */
  public static SessionSpec of(SessionKind kind) {
    return new SessionSpec(
        kind, LOCAL, AgentSettings.NONE, RunPolicy.DEFAULT, Map.of(), Optional.empty());
  }
}
