package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionStore;
import jakarta.inject.Inject;
import java.nio.file.Path;

/** The files of sessions that others begin with (S-09). Safe for many threads. */
final class SourceFiles {
  private final SessionStore store;
  private final WorkspaceConfig config;
  private final OpeningThreads opening;
  private final GitProgram git;

  @Inject
  SourceFiles(SessionStore store, WorkspaceConfig config, OpeningThreads opening, GitProgram git) {
    this.store = requireNonNull(store, "store");
    this.config = requireNonNull(config, "config");
    this.opening = requireNonNull(opening, "opening");
    this.git = requireNonNull(git, "git");
  }

  /**
   * The session whose files another one shall have.
   *
   * @throws CopyFailure if it is deleted
   */
  Session sourceOf(Session copy) {
    return copy.filesFrom()
        .flatMap(store::find)
        .filter(source -> !source.isDeleted())
        .orElseThrow(() -> CopyFailure.sourceGone(copy));
  }

  Root root(Session source) {
    return Root.of(source, config);
  }

  /**
   * Copies what is in the workspace of a session, as it was asked for before.
   *
   * @param ignored left out
   * @param target is there, and nobody works in it
   * @throws CopyFailure if something of it cannot be copied, or may have been missing
   */
  void copy(Session copy, Session source, TreeCopy.Choice choice, Ignored ignored, Path target) {
    try {
      new TreeCopy(opening, git, choice).copy(root(source), ignored, target);
    } catch (RuntimeException e) {
      checkStill(copy, source); // if it is gone, that is why
      throw e;
    }
    checkStill(copy, source);
  }

  /**
   * A delete, and the removal of a repository, is stored before any file goes: so what is still
   * stored when all was copied was there all the while.
   */
  private void checkStill(Session copy, Session source) {
    if (sourceOf(copy).spec().kind() instanceof AgenticSession now
        && source.spec().kind() instanceof AgenticSession before
        && !now.repos().containsAll(before.repos())) {
      throw new CopyFailure("a repository was removed from its source while it was copied");
    }
  }
}
