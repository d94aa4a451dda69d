package dev.agentsessions.workspace.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.testkit.workspace.WorkspaceUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A real repository, used as its user would, whatever the configuration of this machine is. */
record TestRepository(Path path) implements WorkspaceUser {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "GIT_CONFIG_NOSYSTEM", "1",
          "GIT_CONFIG_GLOBAL", "/dev/null",
          "GIT_AUTHOR_NAME", "Ada",
          "GIT_AUTHOR_EMAIL", "ada@example.org",
          "GIT_COMMITTER_NAME", "Ada",
          "GIT_COMMITTER_EMAIL", "ada@example.org",
          "HOME", "/nonexistent",
          "LC_ALL", "C.UTF-8");

  /** For tests that are skipped where there is no git. */
  static boolean gitIsThere() {
    try {
      return new ProcessBuilder("git", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One without any commit; its branch is {@code main}. */
  static TestRepository empty(Path path) {
    git(path.getParent(), "init", "--quiet", "--initial-branch=main", path.toString());
    return new TestRepository(path);
  }

  /** One with a file {@code README} on {@code main}, which is checked out. */
  static TestRepository at(Path path) {
    TestRepository repository = empty(path);
    repository.commit("README", "hello");
    return repository;
  }

  /** A copy with this one as its origin. */
  TestRepository cloned(Path to) {
    git(path.getParent(), "clone", "--quiet", path.toString(), to.toString());
    return new TestRepository(to);
  }

  /** A bare copy. */
  TestRepository bare(Path to) {
    git(path.getParent(), "clone", "--quiet", "--bare", path.toString(), to.toString());
    return new TestRepository(to);
  }

  /** As its user sees a worktree of it. */
  TestRepository in(Path worktree) {
    return new TestRepository(worktree);
  }

  @Override
  public void write(String file, String text) {
    try {
      Path target = path.resolve(file);
      Files.createDirectories(target.getParent());
      Files.writeString(target, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> branches() {
    return git("for-each-ref", "--format=%(refname:short)", "refs/heads").lines().toList();
  }

  /** The directories of its worktrees, the main one among them. */
  List<String> worktrees() {
    return git("worktree", "list", "--porcelain")
        .lines()
        .filter(line -> line.startsWith("worktree "))
        .map(line -> line.substring("worktree ".length()))
        .toList();
  }

  /** Runs git here and answers what it printed. */
  @Override
  public String git(String... arguments) {
    return git(path, arguments);
  }

  /** Runs git here, which may fail, as a merge with conflicts does. */
  void tries(String... arguments) {
    run(path, arguments);
  }

  private static String git(Path directory, String... arguments) {
    Ended ended = run(directory, arguments);
    assertThat(ended.status())
        .as("%s in %s: %s", List.of(arguments), directory, ended.output())
        .isZero();
    return ended.output();
  }

  private record Ended(int status, String output) {}

  private static Ended run(Path directory, String... arguments) {
    List<String> words = new ArrayList<>(List.of("git"));
    words.addAll(List.of(arguments));
    var builder = new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().keySet().retainAll(Set.of("PATH"));
    builder.environment().putAll(ENVIRONMENT);
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      return new Ended(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
