package dev.agentsessions.workspace.local;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.workspace.WorkspaceProblem;
import dev.agentsessions.workspace.WorkspaceProblem.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a session's worktree is: {@code <worktrees>/<session>/<repository>}, beside signs of how it
 * is. What lies below the session's folder was made here, and nothing else is ever removed.
 *
 * @param handedOut workers may have been in it: it is never made again
 * @param directory where the workers run
 */
record Worktree(
    SessionId session, WorktreeSession kind, Path folder, Path directory, boolean handedOut) {
  /** Begins each file of {@code <worktree>/.git}. */
  private static final String LINK = "gitdir: ";

  static Worktree of(Session session, WorktreeSession kind, Path worktrees) {
    Path folder = worktrees.resolve(session.id().value());
    Optional<String> recorded = session.status().run().directory();
    return new Worktree(
        session.id(),
        kind,
        folder,
        recorded.map(Path::of).orElseGet(() -> folder.resolve(name(kind))),
        recorded.isPresent() || session.state() == SessionState.ACTIVE);
  }

  /** The repository's name, never a hidden one: the signs are. */
  private static String name(WorktreeSession kind) {
    Path repository = Path.of(kind.repository()).normalize();
    Path inside = repository.endsWith(".git") ? repository.getParent() : repository;
    Path last = inside == null ? null : inside.getFileName();
    String name = last == null ? "" : last.toString().replaceFirst("^\\.+", "");
    String plain = name.endsWith(".git") ? name.substring(0, name.length() - 4) : name;
    return plain.isEmpty() ? "repository" : plain;
  }

  /** Whether it was made here, and not somewhere else by somebody else. */
  boolean isOurs() {
    return folder.equals(directory.getParent());
  }

  /** All its files are there, or were. */
  boolean isMade() {
    return Files.exists(ready());
  }

  /** It, as its repository's; empty: it is not, or none any more. */
  Optional<WorkTree> tree() {
    return WorkTree.at(directory).filter(tree -> tree.isOf(Path.of(kind.repository())));
  }

  /** What of it is missing; empty when workers can run in it. Takes no git and no time. */
  Optional<WorkspaceProblem> missing() {
    if (!Files.isDirectory(directory)) {
      return Optional.of(problem(Code.DIRECTORY_NOT_FOUND, "there is no directory " + directory));
    }
    return repositorysPart()
        .filter(part -> !Files.isDirectory(part))
        .map(
            part ->
                problem(
                    Code.NOT_GIT_REPOSITORY,
                    "its repository is gone, or has forgotten it: there is no directory " + part));
  }

  private static WorkspaceProblem problem(Code code, String message) {
    return new WorkspaceProblem(code, "spec.repository", message);
  }

  /** What the repository keeps for it; empty if that cannot be told, as its user may have it. */
  private Optional<Path> repositorysPart() {
    Path link = directory.resolve(".git");
    try {
      String text = Files.isRegularFile(link) ? Files.readString(link).strip() : "";
      return text.startsWith(LINK)
          ? Optional.of(directory.resolve(text.substring(LINK.length())))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The sign that it was made. */
  Path ready() {
    return folder.resolve(".ready");
  }

  /** Where it is once its removal is decided, until its files are deleted. */
  Path removed() {
    return folder.resolve(".removed");
  }
}
