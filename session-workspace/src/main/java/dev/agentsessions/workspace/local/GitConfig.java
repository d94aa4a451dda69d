package dev.agentsessions.workspace.local;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.workspace.GitIdentity;
import dev.agentsessions.workspace.GitUrl.Scheme;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How git is run. It has to be version 2.38 or later.
 *
 * @param program a name on the {@code PATH}, or a path
 * @param limit the longest that a question or a small change may take, above zero
 * @param checkoutLimit the longest that writing a worktree's files may take, above zero
 * @param transferLimit the longest that an exchange with a remote may take, above zero
 * @param cloneLimit the longest that cloning a repository may take, above zero
 * @param remotes how remotes may be reached
 * @param ssh with which keys that is by ssh
 * @param author of commits, where neither caller nor repository says one
 */
public record GitConfig(
    String program,
    Duration limit,
    Duration checkoutLimit,
    Duration transferLimit,
    Duration cloneLimit,
    Set<Scheme> remotes,
    SshConfig ssh,
    GitIdentity author) {
  public static final GitConfig USUAL =
      new GitConfig(
          "git",
          Duration.ofSeconds(30),
          Duration.ofMinutes(10),
          Duration.ofMinutes(5),
          Duration.ofHours(1),
          Set.of(Scheme.HTTPS, Scheme.SSH),
          SshConfig.USUAL,
          new GitIdentity("Agent Sessions", "agent-sessions@localhost"));

  public GitConfig {
    checkArgument(!program.isBlank(), "git needs a program");
    requireNonNull(limit, "limit");
    requireNonNull(checkoutLimit, "checkoutLimit");
    requireNonNull(transferLimit, "transferLimit");
    checkArgument(limit.isPositive(), "limit: %s", limit);
    checkArgument(checkoutLimit.isPositive(), "checkoutLimit: %s", checkoutLimit);
    checkArgument(transferLimit.isPositive(), "transferLimit: %s", transferLimit);
    requireNonNull(cloneLimit, "cloneLimit");
    checkArgument(cloneLimit.isPositive(), "cloneLimit: %s", cloneLimit);
    remotes = Set.copyOf(remotes);
    requireNonNull(ssh, "ssh");
    requireNonNull(author, "author");
  }

  /** The same with another program and, for all that it does, another limit. */
  public GitConfig running(String program, Duration limit) {
    return new GitConfig(program, limit, limit, limit, limit, remotes, ssh, author);
  }

  /** The same, where remotes may be reached in these ways alone. */
  public GitConfig reaching(Set<Scheme> remotes) {
    return new GitConfig(
        program, limit, checkoutLimit, transferLimit, cloneLimit, remotes, ssh, author);
  }

  /** The same with other keys for ssh. */
  public GitConfig with(SshConfig ssh) {
    return new GitConfig(
        program, limit, checkoutLimit, transferLimit, cloneLimit, remotes, ssh, author);
  }

  /** What git may speak, as it wants to be told. */
  String protocols() {
    return remotes.stream()
        .map(scheme -> scheme.name().toLowerCase(Locale.ROOT))
        .sorted()
        .collect(Collectors.joining(":"));
  }
}
