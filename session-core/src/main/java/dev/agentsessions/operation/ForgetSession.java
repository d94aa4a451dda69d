package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

/**
 * A session to forget (L-12): one whose machine does not come back.
 *
 * @param target also one that was deleted while its machine was away, by its id
 */
public record ForgetSession(Target target) {
  public ForgetSession {
    requireNonNull(target, "target");
  }
}
