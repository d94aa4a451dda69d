package dev.agentsessions.workspace.local;

import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.Unsatisfied;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.DiffBase;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the commit that a base means now. */
final class Bases {
  private static final String ORIGIN_HEAD = "refs/remotes/origin/HEAD";

  private Bases() {}

  /**
   * @return in full; before the first commit the empty tree
   * @throws Unsatisfied for the field {@code base}, if there is no such commit
   */
  static String resolve(SealedGit git, Session session, DiffBase base) {
    return switch (base) {
      case DiffBase.MergeBase with -> mergeBase(git, commit(git, with.revision()));
      case DiffBase.Revision at when at.equals(DiffBase.HEAD) -> head(git);
      case DiffBase.Revision at -> commit(git, at.revision());
      case DiffBase.ForkPoint none ->
          startOf(git, session)
              .flatMap(git::commit)
              .map(start -> mergeBase(git, start))
              .orElseGet(() -> head(git));
    };
  }

  private static String commit(SealedGit git, String revision) {
    return git.commit(revision)
        .orElseThrow(() -> new Unsatisfied("base", "is no branch, tag or commit: " + revision));
  }

  private static String head(SealedGit git) {
    return git.commit("HEAD").orElseGet(git::emptyTree);
  }

  private static String mergeBase(SealedGit git, String commit) {
    GitOutput common = git.run(GitCommand.of("merge-base", "HEAD").value(commit));
    if (!common.succeeded()) {
      throw new Unsatisfied("base", "has no commit in common with what is checked out");
    }
    return common.orThrow();
  }

  /** What a session's branch was, or would have been, made from. */
  private static Optional<String> startOf(SealedGit git, Session session) {
    Optional<String> said =
        switch (session.spec().kind()) {
          case QuickSession quick -> Optional.empty();
          case AgenticSession agentic -> Optional.empty();
          case WorktreeSession kind -> kind.base();
        };
    return said.or(
        () -> git.commit(ORIGIN_HEAD).isPresent() ? Optional.of(ORIGIN_HEAD) : mainBranch(git));
  }

  /** What is checked out where the repository itself is. */
  private static Optional<String> mainBranch(SealedGit git) {
    Path common = git.tree().common();
    return new WorkTree(common, common, common)
        .branch(() -> git.head("main-worktree/HEAD"))
        .map(CheckedOut.BRANCHES::concat);
  }
}
