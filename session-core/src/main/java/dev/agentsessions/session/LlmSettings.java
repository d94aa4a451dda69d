package dev.agentsessions.session;

/**
 * The language model an agent is asked to use.
 *
 * @param temperature 0..2; 0 is a value, not "unset"
 * @param maxTokens above zero
 */
public record LlmSettings(String model, double temperature, int maxTokens) {
  public static final LlmSettings DEFAULT = new LlmSettings("sonnet", 0.7, 4000);

  public LlmSettings {
    SessionException.Invalid.check(!model.isBlank(), "spec.llm.model", "must name a model");
    SessionException.Invalid.check(
        temperature >= 0 && temperature <= 2, "spec.llm.temperature", "must be within 0..2");
    SessionException.Invalid.check(maxTokens > 0, "spec.llm.maxTokens", "must be above zero");
  }
}
