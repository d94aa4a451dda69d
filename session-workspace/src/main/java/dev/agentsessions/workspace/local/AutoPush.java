package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.catalog.ProtectedBranches;
import dev.agentsessions.host.Fence;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.workspace.CommitOrder;
import dev.agentsessions.workspace.GitException;
import dev.agentsessions.workspace.GitStatus;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.WorkspaceRepository;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Commits and pushes what a session has changed, as it comes to rest, where its spec wants that
 * (G-03). What is done once is nothing to do again: so a crash costs nothing.
 */
final class AutoPush {
  private final LocalWorkspaceGit looks;
  private final LocalGitChanges changes;
  private final ProtectedBranches branches;

  @Inject
  AutoPush(LocalWorkspaceGit looks, LocalGitChanges changes, ProtectedBranches branches) {
    this.looks = requireNonNull(looks, "looks");
    this.changes = requireNonNull(changes, "changes");
    this.branches = requireNonNull(branches, "branches");
  }

  /** Does it, as long as it takes; why not all is pushed, for people; empty: all is. */
  Optional<String> push(Session session, Fence fence) {
    String problems =
        session.pushedAtRest().stream()
            .flatMap(repo -> push(session, fence, repo).stream())
            .collect(Collectors.joining("; "));
    return problems.isEmpty() ? Optional.empty() : Optional.of(problems);
  }

  private Optional<String> push(Session session, Fence fence, SourceRepository repo) {
    var repository = new WorkspaceRepository(session, Optional.of(repo.name()));
    try {
      if (hasNew(looks.status(repository))) {
        changes.push(
            repository,
            fence,
            new CommitOrder(
                Optional.empty(),
                Optional.empty(),
                branches.of(session.identity().project(), target(repo)),
                repo.output()));
      }
      return Optional.empty();
    } catch (SessionException.StaleFence replaced) {
      throw replaced;
    } catch (SessionException | GitException e) {
      return Optional.of(repo.name() + ": " + e.getMessage());
    }
  }

  private static GitUrl target(SourceRepository repo) {
    return repo.output().map(SourceRepository.Output::url).orElse(repo.url());
  }

  /** A branch that the remote does not have may have anything. */
  private static boolean hasNew(GitStatus status) {
    return status.uncommittedFiles() > 0 || status.ahead().orElse(1) > 0;
  }
}
