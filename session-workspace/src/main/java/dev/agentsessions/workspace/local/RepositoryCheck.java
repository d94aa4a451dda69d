package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.Checkout;
import dev.agentsessions.workspace.RepositoryWorktree;
import dev.agentsessions.workspace.WorkspaceProblem;
import dev.agentsessions.workspace.WorkspaceProblem.Code;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Could a worktree be made as a session asks? Each method runs git and throws GitFailure. */
final class RepositoryCheck {
  private static final String REPOSITORY = "spec.repository";
  private static final String BRANCH = "spec.branch";
  private static final String BASE = "spec.base";

  /** Branches that others rely on, by their usual names (G-03). */
  private static final Set<String> EVERYBODYS = Set.of("main", "master", "develop");

  private final GitProgram git;

  @Inject
  RepositoryCheck(GitProgram git) {
    this.git = requireNonNull(git, "git");
  }

  /** What keeps a worktree of this kind from being made; empty: nothing. */
  Optional<WorkspaceProblem> problem(WorktreeSession kind) {
    return ofPath(kind).or(() -> ofRepository(kind));
  }

  /** Whether the branch is there already. */
  boolean hasBranch(WorktreeSession kind) {
    return ofPath(kind).isEmpty()
        && GitRepository.in(Path.of(kind.repository()), git)
            .filter(repository -> repository.hasBranch(kind.branch()))
            .isPresent();
  }

  /** What is checked out in a directory. */
  Optional<Checkout> checkout(Path directory) {
    return GitRepository.in(directory, git)
        .map(found -> new Checkout(found.home().toString(), found.branch()));
  }

  /** Its worktrees, the main one first; none where there is no repository. */
  List<RepositoryWorktree> worktrees(Path directory) {
    List<CheckedOut> found =
        GitRepository.in(directory, git).map(GitRepository::worktrees).orElseGet(List::of);
    return IntStream.range(0, found.size())
        .mapToObj(at -> worktree(found.get(at), at == 0))
        .toList();
  }

  private static RepositoryWorktree worktree(CheckedOut found, boolean main) {
    return new RepositoryWorktree(found.directory(), found.branch(), main, found.missing());
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

  /**
   * Whether a worktree's branch is gone: the one that is checked out, whatever its session calls it
   * (G-08). Empty: no, or it is one that its user has just made and that has no commit yet.
   */
  Optional<WorkspaceProblem> ofBranch(Worktree worktree) {
    return GitRepository.in(worktree.directory(), git)
        .flatMap(
            repository ->
                repository
                    .branch()
                    .filter(branch -> !repository.hasBranch(branch))
                    .filter(
                        branch ->
                            branch.equals(worktree.kind().branch()) || hadCommit(worktree, branch)))
        .flatMap(
            branch ->
                problem(
                    Code.BRANCH_NOT_FOUND,
                    BRANCH,
                    "is gone, and is what is checked out in "
                        + worktree.directory()
                        + ": "
                        + branch));
  }

  private static boolean hadCommit(Worktree worktree, String branch) {
    return worktree.tree().filter(tree -> HeadLog.of(tree).hadCommitOn(branch)).isPresent();
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

  /** What keeps a worktree's branch from being renamed; empty: nothing. */
  Optional<WorkspaceProblem> ofRename(Worktree worktree, String former, String branch) {
    // Any of a repository's worktrees speaks for all of it.
    return GitRepository.in(worktree.directory(), git)
        .map(repository -> ofRename(repository, former, branch))
        .orElseGet(
            () -> ofName(Code.BRANCH_FIXED, "cannot be given: the worktree is none any more"));
  }

  /**
   * @param repository as one of its worktrees, whose branch it is
   */
  Optional<WorkspaceProblem> ofRename(GitRepository repository, String former, String branch) {
    Optional<String> present = repository.branch();
    if (!present.equals(Optional.of(former))) {
      return ofName(
          Code.BRANCH_FIXED,
          "cannot be given: "
              + present.orElse("no branch")
              + " is checked out in the worktree, not "
              + former);
    }
    if (EVERYBODYS.contains(former)) {
      return ofName(Code.BRANCH_FIXED, "cannot be given to " + former + ", which is everybody's");
    }
    if (repository.hasBranch(branch)) {
      return ofName(
          repository.userOf(branch).isPresent() ? Code.BRANCH_IN_USE : Code.BRANCH_CONFLICT,
          "exists already: " + branch);
    }
    return repository
        .obstacleTo(branch)
        .flatMap(
            other -> ofName(Code.BRANCH_CONFLICT, "cannot be given beside the branch " + other));
  }

  /** Of a branch that should be new. */
  static WorkspaceProblem isThere(String branch) {
    return new WorkspaceProblem(
        Code.BRANCH_CONFLICT,
        "branch",
        "is there already, and files of another session are for a new one: " + branch);
  }

  private static Optional<WorkspaceProblem> ofName(Code code, String message) {
    return problem(code, "branch", message);
  }

  private static Optional<WorkspaceProblem> problem(Code code, String field, String message) {
    return Optional.of(new WorkspaceProblem(code, field, message));
  }
}
