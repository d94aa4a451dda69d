package dev.agentsessions.catalog;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.WorktreeSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for the sessions on a repository (G-09).
 *
 * @param environment for their workers, under what sessions say themselves
 * @param setupCommand for a shell, in each new worktree
 * @param cleanupCommand for a shell, before a worktree goes
 * @param agent that is offered first
 * @param protectedBranches that nothing is pushed to, up to 100; absent means the project's
 */
public record RepositorySettings(
    Map<String, String> environment,
    Optional<String> setupCommand,
    Optional<String> cleanupCommand,
    Optional<AgentId> agent,
    Optional<List<String>> protectedBranches) {
  public static final RepositorySettings NONE =
      new RepositorySettings(
          Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final int MAX_BRANCHES = 100;

  public RepositorySettings {
    environment = Map.copyOf(environment);
    requireNonNull(setupCommand, "setupCommand");
    requireNonNull(cleanupCommand, "cleanupCommand");
    requireNonNull(agent, "agent");
    protectedBranches = protectedBranches.map(List::copyOf);
    protectedBranches.ifPresent(RepositorySettings::checkBranches);
  }

  private static void checkBranches(List<String> branches) {
    Invalid.check(
        branches.size() <= MAX_BRANCHES, "protectedBranches", "has more than " + MAX_BRANCHES);
    branches.forEach(branch -> WorktreeSession.checkBranch("protectedBranches", branch));
  }
}
