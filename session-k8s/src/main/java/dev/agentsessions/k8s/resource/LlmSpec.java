package dev.agentsessions.k8s.resource;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;

/**
 * The language model an agent is asked to use.
 *
 * @param temperature 0 is a value, not "unset"
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LlmSpec(
    @Default("sonnet") @Size(min = 1, max = 100) String model,
    @Default("0.7") @Min(0) @Max(2) Double temperature,
    @Default("4000") @Min(1) @Max(Integer.MAX_VALUE) @JsonDeserialize(using = WholeNumber.class)
        Integer maxTokens) {
  public static final LlmSpec DEFAULT = new LlmSpec("sonnet", 0.7, 4000);

  /** Takes null for what a manifest leaves out. */
  public LlmSpec {
    model = requireNonNullElse(model, "sonnet");
    temperature = requireNonNullElse(temperature, 0.7);
    maxTokens = requireNonNullElse(maxTokens, 4000);
  }
}
