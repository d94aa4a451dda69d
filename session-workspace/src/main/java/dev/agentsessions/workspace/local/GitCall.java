package dev.agentsessions.workspace.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.workspace.CloneProgress;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One run of git.
 *
 * @param directory where it runs
 * @param environment added to what every call gets
 * @param input what it reads, in {@code charset}
 * @param limit the longest that it may take
 * @param maxOutput bytes of its standard output that are kept
 * @param charset of input and output
 * @param progress told how far it is, where it says so, by who waits for its end
 */
record GitCall(
    Path directory,
    GitCommand command,
    Map<String, String> environment,
    String input,
    Duration limit,
    int maxOutput,
    Charset charset,
    Consumer<CloneProgress> progress) {
  /** Longer output is read and forgotten. */
  static final int USUAL_OUTPUT = 4 << 20;

  GitCall {
    environment = Map.copyOf(environment);
  }

  static GitCall of(Path directory, GitCommand command, Duration limit) {
    return new GitCall(
        directory, command, Map.of(), "", limit, USUAL_OUTPUT, UTF_8, progress -> {});
  }

  GitCall with(String variable, String value) {
    var more = new HashMap<>(environment);
    more.put(variable, value);
    return new GitCall(directory, command, more, input, limit, maxOutput, charset, progress);
  }

  /** With more to read, one byte a character, as paths are that may be no UTF-8. */
  GitCall reading(String bytes) {
    return new GitCall(
        directory, command, environment, bytes, limit, maxOutput, ISO_8859_1, progress);
  }

  /** Its output is paths, perhaps many, one byte a character. */
  GitCall tellingPaths() {
    return new GitCall(
        directory, command, environment, input, limit, 32 << 20, ISO_8859_1, progress);
  }

  GitCall within(Duration limit) {
    return new GitCall(directory, command, environment, input, limit, maxOutput, charset, progress);
  }

  GitCall telling(Consumer<CloneProgress> progress) {
    return new GitCall(directory, command, environment, input, limit, maxOutput, charset, progress);
  }

  GitCall keeping(int bytes) {
    return new GitCall(directory, command, environment, input, limit, bytes, charset, progress);
  }
}
