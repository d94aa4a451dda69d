package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.AgenticSessionSpec;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The variables of a session's containers. What users set never replaces what the system sets. */
final class RunnerEnvironment {
  private static final Set<String> TAKEN =
      Set.of("PATH", "USER", "LOGNAME", "SHELL", "TERM", "COLORTERM", "WORKER_ID");
  private static final List<String> TAKEN_PREFIXES = List.of("LD_", "SESSION_");

  /** As the content service reads it. */
  private static final String WANTED = "SESSION_CONTENT";

  private RunnerEnvironment() {}

  /** Of every container of the session. */
  static List<EnvVar> system(AgenticSession session, ApiConfig api) {
    return variables(systemValues(session, api));
  }

  /** Of what prepares the workspace, which makes the first clones. */
  static List<EnvVar> preparation(AgenticSession session, ApiConfig api) {
    Map<String, String> values = systemValues(session, api);
    if (WantedClones.isAny(session.getSpec())) {
      // Or the cluster puts a variable in the place of $(NAME).
      values.put(WANTED, WantedClones.json(session.getSpec()).replace("$(", "$$("));
    }
    return variables(values);
  }

  /** Of the runner: the secrets' and the user's as far as they may be set, and the system's. */
  static List<EnvVar> runner(AgenticSession session, ApiConfig api, List<SecretVariables> secrets) {
    Map<String, EnvVar> all = new TreeMap<>();
    secrets.forEach(secret -> secret.variables().forEach(one -> all.put(one.getName(), one)));
    variables(session.getSpec().environment()).forEach(one -> all.put(one.getName(), one));
    all.keySet().removeIf(RunnerEnvironment::isTaken);
    system(session, api).forEach(one -> all.put(one.getName(), one));
    return List.copyOf(all.values());
  }

  /** Whether the name is the system's, set here or by the image. */
  static boolean isTaken(String name) {
    return TAKEN.contains(name) || TAKEN_PREFIXES.stream().anyMatch(name::startsWith);
  }

  private static Map<String, String> systemValues(AgenticSession session, ApiConfig api) {
    AgenticSessionSpec spec = session.getSpec();
    Map<String, String> values = new TreeMap<>();
    values.put("HOME", Mounts.HOME);
    values.put("PROJECT", spec.project());
    values.put("SESSION_ID", session.getMetadata().getName());
    values.put("SESSION_API_URL", api.url().toString());
    values.put("SESSION_TOKEN_FILE", Mounts.TOKENS + "/" + TokenSecret.API_TOKEN);
    values.put("SESSION_WORKSPACE", Mounts.WORKSPACE);
    values.put("SESSION_LLM_MODEL", spec.llm().model());
    values.put("SESSION_LLM_TEMPERATURE", String.valueOf(spec.llm().temperature()));
    values.put("SESSION_LLM_MAX_TOKENS", String.valueOf(spec.llm().maxTokens()));
    if (spec.agent() != null) {
      values.put("SESSION_AGENT", spec.agent());
    }
    if (spec.initialPrompt() != null) {
      values.put("SESSION_PROMPT_FILE", Mounts.TOKENS + "/" + TokenSecret.PROMPT);
    }
    return values;
  }

  private static List<EnvVar> variables(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry -> new EnvVar(entry.getKey(), entry.getValue(), null))
        .toList();
  }
}
