package dev.agentsessions.workspace.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Somebody who works in a worktree without any plan, and remembers what there is to lose. */
final class RandomWork {
  static final String IGNORES = "build/\n*.env\n";
  private static final List<String> FILES =
      List.of("README", "a b.txt", "-dash", "ä/é.txt", "deep/er/file", "line\nbreak", "x.env");

  private final TestRepository worktree;
  private final Random random;
  private final Set<String> commits = new LinkedHashSet<>();
  private int made;

  RandomWork(TestRepository worktree, Random random) {
    this.worktree = worktree;
    this.random = random;
  }

  /** Every commit that was once checked out. */
  Set<String> commits() {
    return commits;
  }

  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      step();
      commits.add(worktree.git("rev-parse", "HEAD"));
    }
  }

  private void step() {
    switch (random.nextInt(18)) {
      case 0, 1, 2, 3 -> write(anyFile());
      case 4 -> write("new-" + ++made);
      case 5 -> worktree.write("build/output-" + made, "built");
      case 6 -> worktree.tries("add", "--all");
      case 7, 8 -> commit();
      case 9 -> worktree.tries("rm", "--quiet", "--force", "--", anyFile());
      case 10 -> worktree.tries("switch", "--quiet", "--detach");
      case 11 -> worktree.tries("commit", "--quiet", "--all", "--amend", "--no-edit");
      case 12 -> worktree.tries("switch", "--quiet", "--create", "other-" + random.nextLong());
      case 13 -> worktree.tries("push", "--quiet", "origin", "HEAD");
      case 14 -> worktree.tries("merge", "--quiet", "main");
      case 15 -> worktree.tries("rebase", "--quiet", "--autostash", "main");
      case 16 -> worktree.tries("reset", "--quiet", "--hard", "HEAD^");
      case 17 -> link("link-" + ++made);
      default -> throw new IllegalStateException();
    }
  }

  private void commit() {
    worktree.tries("add", "--all");
    worktree.tries("commit", "--quiet", "--message", "Work " + ++made);
  }

  private String anyFile() {
    return FILES.get(random.nextInt(FILES.size()));
  }

  private void write(String file) {
    worktree.write(file, "written " + ++made + " " + random.nextLong());
  }

  private void link(String name) {
    try {
      Files.createSymbolicLink(worktree.path().resolve(name), Path.of("../nowhere"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What each file holds, but for those in ignored folders; of a link, where it leads. */
  Map<String, String> files() {
    return files(worktree.path());
  }

  static Map<String, String> files(Path root) {
    Map<String, String> files = new TreeMap<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes of) {
              return folder.equals(root.resolve("build"))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes of) throws IOException {
              if (!file.equals(root.resolve(".git"))) {
                files.put(
                    root.relativize(file).toString(),
                    of.isSymbolicLink()
                        ? Files.readSymbolicLink(file).toString()
                        : Files.readString(file, UTF_8));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
