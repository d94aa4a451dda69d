package dev.agentsessions.catalog;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.WorktreeSession;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for the sessions on a repository (G-09).
 *
 * @param environment for their workers, under what sessions say themselves
 * @param templateFiles that each new worktree gets as the repository's own has them, although no
 *     commit does; relative paths, up to 100; those that are not there are left out
 * @param setupCommand for a shell, in each new worktree
 * @param cleanupCommand for a shell, before a worktree goes
 * @param agent that is offered first
 * @param protectedBranches that nothing is pushed to, up to 100; absent means the project's
 */
public record RepositorySettings(
    Map<String, String> environment,
    List<String> templateFiles,
    Optional<String> setupCommand,
    Optional<String> cleanupCommand,
    Optional<AgentId> agent,
    Optional<List<String>> protectedBranches) {
  public static final RepositorySettings NONE =
      new RepositorySettings(
          Map.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Names that lead out of a repository, into it, or nowhere. */
  private static final List<String> OUTSIDE = List.of("", ".", "..", ".git");

  private static final int MAX_BRANCHES = 100;
  private static final int MAX_TEMPLATES = 100;

  public RepositorySettings {
    environment = Map.copyOf(environment);
    templateFiles = List.copyOf(templateFiles);
    Invalid.check(
        templateFiles.size() <= MAX_TEMPLATES, "templateFiles", "has more than " + MAX_TEMPLATES);
    templateFiles.forEach(RepositorySettings::checkTemplate);
    requireNonNull(setupCommand, "setupCommand");
    requireNonNull(cleanupCommand, "cleanupCommand");
    requireNonNull(agent, "agent");
    protectedBranches = protectedBranches.map(List::copyOf);
    protectedBranches.ifPresent(RepositorySettings::checkBranches);
  }

  private static void checkTemplate(String file) {
    List<String> names = List.of(file.split("/", -1));
    Invalid.check(
        !file.isEmpty()
            && file.chars().noneMatch(Character::isISOControl)
            && Collections.disjoint(names, OUTSIDE),
        "templateFiles",
        "has no path of a file inside the repository: " + file);
  }

  private static void checkBranches(List<String> branches) {
    Invalid.check(
        branches.size() <= MAX_BRANCHES, "protectedBranches", "has more than " + MAX_BRANCHES);
    branches.forEach(branch -> WorktreeSession.checkBranch("protectedBranches", branch));
  }
}
