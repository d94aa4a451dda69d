package dev.agentsessions.session;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.worker.WorkerId;
import java.util.List;
import java.util.Optional;

/**
 * The language model that a session's agents were told to use (S-24).
 *
 * @param name told last
 * @param trial present until it is known whether they take it
 */
public record ModelUse(String name, Optional<Trial> trial) {
  /**
   * Agents were started anew to be told another model.
   *
   * @param before the one that they took
   * @param agents at least one
   */
  public record Trial(String before, List<WorkerId> agents) {
    public Trial {
      requireNonNull(before, "before");
      agents = List.copyOf(agents);
      checkArgument(!agents.isEmpty(), "nobody tries a model");
    }
  }

  public ModelUse {
    requireNonNull(name, "name");
    requireNonNull(trial, "trial");
  }

  /** One that agents take, or that no agent has to. */
  public static ModelUse of(String name) {
    return new ModelUse(name, Optional.empty());
  }

  /** The one that agents are known to take. */
  public String taken() {
    return trial.map(Trial::before).orElse(name);
  }
}
