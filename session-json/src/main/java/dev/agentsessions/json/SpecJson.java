package dev.agentsessions.json;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.session.AgentSettings;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.LlmSettings;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.RunPolicy;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.WorktreeSession;
import java.nio.file.Path;

/** A spec, the same for stores and callers. What is absent is what the model defaults to. */
final class SpecJson {
  private static final String[] KINDS = {"quick", "worktree", "agentic"};

  private SpecJson() {}

  static String kind(SessionKind kind) {
    return switch (kind) {
      case QuickSession quick -> "quick";
      case WorktreeSession worktree -> "worktree";
      case AgenticSession agentic -> "agentic";
    };
  }

  /** The word that {@link #read} wants. */
  static String readKind(JsonObject json) {
    return json.need("kind", key -> json.word(key, KINDS, kind -> kind));
  }

  static void write(JsonWriter json, SessionSpec spec) {
    json.text("runtime", spec.runtime());
    write(json, spec.kind());
    AgentSettings agent = spec.agent();
    json.text("agent", agent.id())
        .text("initialPrompt", agent.initialPrompt())
        .object("llm", llm -> write(llm, agent.llm()))
        .textMap("templateVars", agent.templateVars())
        .textMap("environment", spec.environment())
        .text("timeout", spec.run().timeout())
        .text("inactivityTimeout", spec.run().inactivityTimeout())
        .flag("interactive", spec.run().interactive())
        .flag("stopOnRunFinished", spec.run().stopOnRunFinished())
        .text("subject", spec.subject());
    RunnerJson.write(json, spec.runner());
  }

  static SessionSpec read(JsonObject json, String kind) {
    return new SessionSpec(
        switch (kind) {
          case "quick" -> quick(json);
          case "worktree" -> worktree(json);
          case "agentic" -> ProvisionJson.kind(json);
          default -> throw new IllegalArgumentException("not a kind of session: " + kind);
        },
        json.text("runtime").orElse(SessionSpec.LOCAL),
        agent(json),
        run(json),
        json.textMap("environment"),
        json.text("subject"),
        RunnerJson.read(json));
  }

  private static void write(JsonWriter json, SessionKind kind) {
    switch (kind) {
      case QuickSession quick -> json.text("location", quick.location());
      case WorktreeSession worktree ->
          json.text("repository", worktree.repository())
              .text("branch", worktree.branch())
              .text("base", worktree.base());
      case AgenticSession agentic -> ProvisionJson.write(json, agentic);
    }
  }

  private static void write(JsonWriter json, LlmSettings llm) {
    json.text("model", llm.model())
        .number("temperature", llm.temperature())
        .number("maxTokens", llm.maxTokens());
  }

  private static QuickSession quick(JsonObject json) {
    return new QuickSession(json.need("location", key -> json.parsed(key, Path::of)));
  }

  private static WorktreeSession worktree(JsonObject json) {
    return new WorktreeSession(
        json.need("repository", json::text), json.need("branch", json::text), json.text("base"));
  }

  private static AgentSettings agent(JsonObject json) {
    return new AgentSettings(
        json.parsed("agent", AgentId::new),
        json.text("initialPrompt"),
        json.object("llm", SpecJson::llm).orElse(LlmSettings.DEFAULT),
        json.textMap("templateVars"));
  }

  private static LlmSettings llm(JsonObject json) {
    LlmSettings fallback = LlmSettings.DEFAULT;
    return new LlmSettings(
        json.text("model").orElse(fallback.model()),
        json.decimal("temperature").orElse(fallback.temperature()),
        json.integer("maxTokens").orElse(fallback.maxTokens()));
  }

  private static RunPolicy run(JsonObject json) {
    RunPolicy fallback = RunPolicy.DEFAULT;
    return new RunPolicy(
        json.duration("timeout"),
        json.duration("inactivityTimeout"),
        json.flag("interactive").orElse(fallback.interactive()),
        json.flag("stopOnRunFinished").orElse(fallback.stopOnRunFinished()));
  }
}
