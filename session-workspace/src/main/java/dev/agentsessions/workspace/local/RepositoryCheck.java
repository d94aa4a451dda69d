package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.WorkspaceProblem;
import dev.agentsessions.workspace.WorkspaceProblem.Code;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Could a worktree be made as a session asks? Each method runs git and throws GitFailure. */
final class RepositoryCheck {
  private static final String REPOSITORY = "spec.repository";
  private static final String BRANCH = "spec.branch";
  private static final String BASE = "spec.base";

  private final GitProgram git;

  @Inject
  RepositoryCheck(GitProgram git) {
    this.git = requireNonNull(git, "git");
  }

  /** What keeps a worktree of this kind from being made; empty: nothing. */
  Optional<WorkspaceProblem> problem(WorktreeSession kind) {
    return ofPath(kind).or(() -> ofRepository(kind));
  }

  private static Optional<WorkspaceProblem> ofPath(WorktreeSession kind) {
    try {
      Path path = Path.of(kind.repository());
      if (path.isAbsolute() && Files.exists(path)) {
        return Optional.empty();
      }
      return path.isAbsolute()
          ? problem(Code.DIRECTORY_NOT_FOUND, REPOSITORY, "does not exist: " + path)
          : problem(
              Code.NOT_GIT_REPOSITORY,
              REPOSITORY,
              "is not the absolute path of a repository, and none has this id: " + path);
    } catch (InvalidPathException e) {
      return problem(
          Code.DIRECTORY_NOT_FOUND, REPOSITORY, "cannot be a path here: " + kind.repository());
    }
  }

  private Optional<WorkspaceProblem> ofRepository(WorktreeSession kind) {
    Path path = Path.of(kind.repository());
    return GitRepository.in(path, git)
        .map(repository -> ofBranch(repository, kind))
        .orElseGet(
            () -> problem(Code.NOT_GIT_REPOSITORY, REPOSITORY, "is not a git repository: " + path));
  }

  /** What keeps a branch of a repository from being checked out; empty: nothing. */
  Optional<WorkspaceProblem> ofBranch(GitRepository repository, WorktreeSession kind) {
    return repository.hasBranch(kind.branch())
        ? ofUse(repository, kind.branch())
        : ofMaking(repository, kind);
  }

  private static Optional<WorkspaceProblem> ofUse(GitRepository repository, String branch) {
    return repository
        .userOf(branch)
        .map(
            user ->
                new WorkspaceProblem(
                    Code.BRANCH_IN_USE,
                    BRANCH,
                    "is checked out already in "
                        + user.directory()
                        + (user.missing() ? ", which is gone: git worktree prune frees it" : "")));
  }

  private static Optional<WorkspaceProblem> ofMaking(
      GitRepository repository, WorktreeSession kind) {
    Optional<String> obstacle = repository.obstacleTo(kind.branch());
    if (obstacle.isPresent()) {
      return problem(
          Code.BRANCH_CONFLICT, BRANCH, "cannot be made beside the branch " + obstacle.get());
    }
    if (repository.startOf(kind.branch(), kind.base()).isPresent()) {
      return Optional.empty();
    }
    return problem(
        Code.BRANCH_NOT_FOUND,
        BASE,
        kind.base()
            .map(base -> "is no branch, tag or commit of " + repository.directory() + ": " + base)
            .orElse("is needed: nothing was committed yet at HEAD of " + repository.directory()));
  }

  private static Optional<WorkspaceProblem> problem(Code code, String field, String message) {
    return Optional.of(new WorkspaceProblem(code, field, message));
  }
}
