package dev.agentsessions.pty.keeper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the file of a program the way a shell does. */
final class ProgramPath {
  private static final String USUAL = "/usr/local/bin:/usr/bin:/bin";

  private ProgramPath() {}

  /**
   * The path to give to the system: the program itself if it has a slash, else the first file of
   * that name in the environment's PATH, one that can be run if there is any.
   */
  static Optional<String> find(SpawnSpec spec) {
    String program = spec.command().getFirst();
    if (program.indexOf('/') >= 0) {
      return Optional.of(program);
    }
    Stream<String> folders = Stream.of(spec.environment().getOrDefault("PATH", USUAL).split(":"));
    var files =
        folders
            .map(folder -> spec.directory().resolve(folder).resolve(program))
            .filter(Files::isRegularFile)
            .toList();
    return files.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .or(() -> files.stream().findFirst())
        .map(Path::toString);
  }
}
