package dev.agentsessions.workspace;

import static java.util.Objects.requireNonNull;

/**
 * What came of a pull.
 *
 * @param branch that was pulled
 * @param head the commit that is checked out now, in full
 * @param changed false: there was nothing new
 */
public record PullResult(String branch, String head, boolean changed) {
  public PullResult {
    requireNonNull(branch, "branch");
    requireNonNull(head, "head");
  }
}
