package dev.agentsessions.workspace.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Copies files that no commit has, such as settings, from a repository into a worktree of it. */
final class TemplateFiles {
  private TemplateFiles() {}

  /** Copies those that are regular files, and leaves alone what the worktree has already. */
  static void copy(Path repository, List<String> files, Path worktree) {
    for (String file : files) {
      Path from = repository.resolve(file);
      Path to = worktree.resolve(file);
      if (isInside(from, repository) && !Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
        copy(from, to, worktree);
      }
    }
  }

  /** Whether a regular file is there, and no link leads to it from outside. */
  private static boolean isInside(Path file, Path root) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && file.toRealPath().startsWith(root.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private static void copy(Path from, Path to, Path worktree) {
    try {
      Path folder = to.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
        if (!folder.toRealPath().startsWith(worktree.toRealPath())) {
          return; // a link in the worktree leads out of it
        }
      }
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
