package dev.agentsessions.testkit;

import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.WorkspaceCheck;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A world of the directories and branches that a test names; a branch of any name can be made from
 * one that exists. Safe from any thread.
 */
public final class FakeWorkspaceCheck implements WorkspaceCheck {
  private record Branch(String repository, String name) {}

  private final Set<Path> directories = ConcurrentHashMap.newKeySet();
  private final Set<String> repositories = ConcurrentHashMap.newKeySet();
  private final Set<Branch> branches = ConcurrentHashMap.newKeySet();

  @Override
  public void check(SessionKind kind) {
    switch (kind) {
      case QuickSession quick ->
          satisfied(
              directories.contains(quick.location()),
              "spec.location",
              "is not a directory: " + quick.location());
      case WorktreeSession worktree -> check(worktree);
    }
  }

  private void check(WorktreeSession worktree) {
    String repository = worktree.repository();
    satisfied(
        repositories.contains(repository), "spec.repository", "is not a repository: " + repository);
    worktree
        .base()
        .ifPresent(
            base ->
                satisfied(
                    branches.contains(new Branch(repository, base)),
                    "spec.base",
                    "is not a branch of " + repository + ": " + base));
  }

  public void addDirectory(Path directory) {
    directories.add(directory);
  }

  public void removeDirectory(Path directory) {
    directories.remove(directory);
  }

  public void addRepository(String repository, String... branchNames) {
    repositories.add(repository);
    for (String branch : branchNames) {
      branches.add(new Branch(repository, branch));
    }
  }

  private static void satisfied(boolean holds, String field, String problem) {
    if (!holds) {
      throw new SessionException.Unsatisfied(field, problem);
    }
  }
}
