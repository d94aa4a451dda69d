package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

/** The language model that a session's agents shall use (S-24). */
public record SwitchModel(Target target, String model) {
  public SwitchModel {
    requireNonNull(target, "target");
    requireNonNull(model, "model");
  }
}
