package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.Session;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A new worktree with the files of another one of its repository (S-09): on a branch of its own
 * from what is checked out there, with what is staged and what is not, and without what git
 * ignores. A rebase or merge that is under way stays there alone; files in conflict come with their
 * marks.
 */
final class WorktreeOfAnother implements Worktrees.Beginning {
  private final GitProgram git;
  private final SourceFiles files;
  private final Session session;
  private final Session source;
  private final WorkTree tree;

  /**
   * @param source whose worktree is the other one
   * @param tree the other one
   */
  WorktreeOfAnother(
      GitProgram git, SourceFiles files, Session session, Session source, WorkTree tree) {
    this.git = requireNonNull(git, "git");
    this.files = requireNonNull(files, "files");
    this.session = requireNonNull(session, "session");
    this.source = requireNonNull(source, "source");
    this.tree = requireNonNull(tree, "tree");
  }

  @Override
  public Optional<GitRepository.Start> start(GitRepository repository) {
    try (SealedGit sealed = SealedGit.in(tree, git)) {
      String head =
          sealed
              .commit("HEAD")
              .orElseThrow(() -> new CopyFailure("nothing is committed yet in its source"));
      return Optional.of(new GitRepository.Start(head, Optional.empty()));
    }
  }

  @Override
  public boolean allowsBranch() {
    return false;
  }

  @Override
  public void write(WorkTree target) {
    try (SealedGit theirs = SealedGit.in(tree, git);
        SealedGit ours = SealedGit.in(target, git)) {
      StagedState.of(IndexAside.of(theirs)).stageIn(ours);
      Ignored ignored = Ignored.by(theirs, Path.of(""));
      files.copy(session, source, TreeCopy.Choice.NOT_IGNORED, ignored, target.directory());
      StagedState.refresh(ours);
    }
  }
}
