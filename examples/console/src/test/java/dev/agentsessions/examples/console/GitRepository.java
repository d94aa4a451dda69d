package dev.agentsessions.examples.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A repository of a test, with one commit on {@code main}. */
record GitRepository(Path directory) {
  static GitRepository in(Path directory) throws Exception {
    var repository = new GitRepository(Files.createDirectories(directory));
    repository.git("init", "--quiet", "--initial-branch=main");
    Files.writeString(directory.resolve("SessionId.java"), "record SessionId(String value) {}\n");
    repository.git("add", ".");
    repository.git("commit", "--quiet", "--message=Give ids a type of their own");
    return repository;
  }

  /** A bare clone of one, as a server has it, all there at once. */
  static Path bare(Path source, Path target) throws Exception {
    Path begun = target.resolveSibling("." + target.getFileName());
    new GitRepository(source)
        .git("clone", "--quiet", "--bare", source.toString(), begun.toString());
    return Files.move(begun, target);
  }

  /** Runs git there; what it printed. */
  String git(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=Ana", "-c", "user.email=ana@example.org"));
    command.addAll(List.of(arguments));
    Process git =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(git.getInputStream().readAllBytes(), UTF_8);
    assertThat(git.waitFor()).as(said).isZero();
    return said;
  }
}
