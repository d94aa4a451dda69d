package dev.agentsessions.workspace.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is left out of a copy.
 *
 * @param root from the root of the copy, what the paths begin at
 * @param paths of files, and of folders with all that is in them
 */
record Ignored(Path root, Set<String> paths) {
  static final Ignored NOTHING = of(Set.of());

  Ignored {
    paths = Set.copyOf(paths);
  }

  /**
   * @param paths from the root of the copy
   */
  static Ignored of(Set<String> paths) {
    return new Ignored(Path.of(""), paths);
  }

  /**
   * What git ignores in a work tree.
   *
   * @param root of the work tree, from the root of the copy
   * @throws GitFailure if that is too much to tell
   */
  static Ignored by(SealedGit git, Path root) {
    return new Ignored(
        root,
        IgnoredPaths.in(git).stream()
            .map(item -> item.endsWith("/") ? item.substring(0, item.length() - 1) : item)
            .map(bytes -> new String(bytes.getBytes(ISO_8859_1), UTF_8))
            .collect(Collectors.toSet()));
  }

  /**
   * @param path from the root of the copy
   */
  boolean has(Path path) {
    return !paths.isEmpty() && paths.contains(root.relativize(path).toString());
  }
}
