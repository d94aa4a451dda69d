package dev.agentsessions.testkit.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.workspace.GitUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real bare repository on this machine, for clones to be made of; its branch is {@code main}.
 *
 * @param path as a remote's address it is of the scheme {@code file}
 */
public record GitOrigin(Path path) {
  /** For tests that are skipped where there is no git. */
  public static boolean gitIsThere() {
    try {
      return new ProcessBuilder("git", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * One that is new, and there at once.
   *
   * @param files their texts by their paths, committed as one
   */
  public static GitOrigin at(Path path, Map<String, String> files) {
    Path source = path.resolveSibling("." + path.getFileName() + ".source");
    Path begun = path.resolveSibling("." + path.getFileName() + ".begun");
    try {
      Files.createDirectories(source);
      git(source, "init", "--quiet", "--initial-branch=main");
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path target = source.resolve(file.getKey());
        Files.createDirectories(target.getParent());
        Files.writeString(target, file.getValue());
      }
      git(source, "add", ".");
      git(source, "commit", "--quiet", "--message=All of it");
      git(source, "clone", "--quiet", "--bare", source.toString(), begun.toString());
      return new GitOrigin(Files.move(begun, path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public GitUrl url() {
    return GitUrl.parse(path.toString());
  }

  private static void git(Path directory, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org"));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    Process git = builder.start();
    String said = new String(git.getInputStream().readAllBytes(), UTF_8);
    try {
      if (git.waitFor() != 0) {
        throw new AssertionError(said);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
