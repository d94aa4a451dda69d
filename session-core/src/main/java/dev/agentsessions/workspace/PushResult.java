package dev.agentsessions.workspace;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What came of a push.
 *
 * @param branch that was pushed, or would have been
 * @param committed the commit that was made; absent: nothing was to be committed
 * @param pushed false: the remote has everything already
 */
public record PushResult(String branch, Optional<String> committed, boolean pushed) {
  public PushResult {
    requireNonNull(branch, "branch");
    requireNonNull(committed, "committed");
  }
}
