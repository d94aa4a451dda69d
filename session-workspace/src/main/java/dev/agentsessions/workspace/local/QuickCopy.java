package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.workspace.WorkspaceProblem;
import dev.agentsessions.workspace.WorkspaceProblem.Code;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Copies the files of a quick session into the directory of another one (S-09): slowly, on the
 * caller's thread. They are copied into a folder of ours in that directory first; when all are
 * there that is noted beside the worktrees; then each is moved out, and the folder goes. So who is
 * cut off either begins anew or goes on moving, and nobody's file is ever replaced.
 */
final class QuickCopy {
  private static final String PREFIX = ".agent-sessions-copy-";

  private final WorkspaceConfig config;
  private final SourceFiles files;

  @Inject
  QuickCopy(WorkspaceConfig config, SourceFiles files) {
    this.config = requireNonNull(config, "config");
    this.files = requireNonNull(files, "files");
  }

  /** What keeps the files of one directory from being copied to one that is there. */
  static Optional<WorkspaceProblem> problem(Path source, Path location) {
    if (!Files.isDirectory(location)) {
      return Optional.empty();
    }
    try {
      Path from = source.toRealPath();
      Path to = location.toRealPath();
      if (from.startsWith(to) || to.startsWith(from)) {
        return problem(Code.DIRECTORY_OVERLAP, "is in its source's directory or around it: ", to);
      }
      return entries(to).isEmpty()
          ? Optional.empty()
          : problem(Code.DIRECTORY_NOT_EMPTY, "must be empty: ", to);
    } catch (IOException e) {
      return problem(Code.DIRECTORY_NOT_FOUND, "cannot be looked at: ", location);
    }
  }

  private static Optional<WorkspaceProblem> problem(Code code, String message, Path location) {
    return Optional.of(new WorkspaceProblem(code, "location", message + location));
  }

  /** All files are there, and none of ours. */
  boolean isDone(Session session, QuickSession kind) {
    return Files.exists(sign(session.id())) && staged(session, kind).isEmpty();
  }

  /**
   * @throws CopyFailure if they cannot be copied
   */
  void copy(Session session, QuickSession kind) throws IOException {
    Path location = kind.location().toRealPath();
    if (!Files.exists(sign(session.id()))) {
      clear(session, kind);
      Session source = files.sourceOf(session);
      problem(files.root(source).path(), location).ifPresent(QuickCopy::refuse);
      Path staging = Files.createDirectory(location.resolve(prefix(session) + UUID.randomUUID()));
      files.copy(session, source, TreeCopy.Choice.ALL, Ignored.NOTHING, staging);
      if (entries(location).size() > 1) {
        refuse(problem(Code.DIRECTORY_NOT_EMPTY, "must be empty: ", location).orElseThrow());
      }
      Files.createDirectories(config.copies());
      Files.createFile(sign(session.id()));
    }
    for (Path staging : staged(session, kind)) {
      moveOut(staging, location);
    }
  }

  private static void refuse(WorkspaceProblem problem) {
    throw new CopyFailure(problem.code().reason(), problem.field() + " " + problem.message());
  }

  private static void moveOut(Path staging, Path location) throws IOException {
    for (Path each : entries(staging)) {
      Path target = location.resolve(each.getFileName());
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        throw new CopyFailure("something else is there by now: " + target);
      }
      Files.move(each, target, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.delete(staging);
  }

  /** Removes what is not whole; what is whole stays, and is moved by who tries again. */
  void release(Session session, QuickSession kind) {
    if (session.isDeleted() || !Files.exists(sign(session.id()))) {
      clear(session, kind);
    }
  }

  /** No file of a session that is gone is waited for. */
  void forget(SessionId session) {
    try {
      Files.deleteIfExists(sign(session));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void clear(Session session, QuickSession kind) {
    for (Path staging : staged(session, kind)) {
      GitProgram.endThoseIn(staging);
      Trees.delete(staging);
    }
  }

  private static List<Path> staged(Session session, QuickSession kind) {
    try {
      return entries(kind.location()).stream()
          .filter(entry -> entry.getFileName().toString().startsWith(prefix(session)))
          .toList();
    } catch (IOException none) {
      return List.of(); // nor could any be taken away
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  private static String prefix(Session session) {
    return PREFIX + session.id() + ".";
  }

  private Path sign(SessionId session) {
    return config.copies().resolve(session.value());
  }
}
