package dev.agentsessions.session;

/**
 * The language model an agent is asked to use.
 *
 * @param model 1..100 characters, as the agent knows it
 * @param temperature 0..2; 0 is a value, not "unset"
 * @param maxTokens above zero
 */
public record LlmSettings(String model, double temperature, int maxTokens) {
  public static final LlmSettings DEFAULT = new LlmSettings("sonnet", 0.7, 4000);

  private static final int MAX_MODEL = 100;

  public LlmSettings {
    SessionException.Invalid.check(
        !model.isBlank() && model.length() <= MAX_MODEL,
        "spec.llm.model",
        "must name a model, in up to 100 characters");
    SessionException.Invalid.check(
        temperature >= 0 && temperature <= 2, "spec.llm.temperature", "must be within 0..2");
    SessionException.Invalid.check(maxTokens > 0, "spec.llm.maxTokens", "must be above zero");
  }

  public LlmSettings withModel(String model) {
    return new LlmSettings(model, temperature, maxTokens);
  }
}
