package dev.agentsessions.workspace;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SourceRepository.Output;
import java.util.List;
import java.util.Optional;

/**
 * How to commit and push what a workspace holds.
 *
 * @param message absent: one is made
 * @param author absent: as the repository or the host says
 * @param protectedBranches that nothing is pushed to
 * @param output where a push goes; absent: to {@code origin}
 */
public record CommitOrder(
    Optional<String> message,
    Optional<GitIdentity> author,
    List<String> protectedBranches,
    Optional<Output> output) {
  private static final int MAX_MESSAGE = 64 << 10;

  public CommitOrder {
    Invalid.check(
        message
            .filter(text -> text.isBlank() || text.length() > MAX_MESSAGE || text.indexOf(0) >= 0)
            .isEmpty(),
        "message",
        "must have 1.." + MAX_MESSAGE + " characters and no NUL");
    requireNonNull(author, "author");
    protectedBranches = List.copyOf(protectedBranches);
    requireNonNull(output, "output");
  }

  /** For {@code origin}. */
  public CommitOrder(
      Optional<String> message, Optional<GitIdentity> author, List<String> protectedBranches) {
    this(message, author, protectedBranches, Optional.empty());
  }
}
