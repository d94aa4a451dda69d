package dev.agentsessions.workspace.local;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How git is run. It has to be version 2.36 or later.
 *
 * @param program a name on the {@code PATH}, or a path
 * @param limit the longest that a question or a small change may take, above zero
 * @param checkoutLimit the longest that writing a worktree's files may take, above zero
 */
public record GitConfig(String program, Duration limit, Duration checkoutLimit) {
  public static final GitConfig USUAL =
      new GitConfig("git", Duration.ofSeconds(30), Duration.ofMinutes(10));

  public GitConfig {
    checkArgument(!program.isBlank(), "git needs a program");
    requireNonNull(limit, "limit");
    requireNonNull(checkoutLimit, "checkoutLimit");
    checkArgument(limit.isPositive(), "limit: %s", limit);
    checkArgument(checkoutLimit.isPositive(), "checkoutLimit: %s", checkoutLimit);
  }
}
