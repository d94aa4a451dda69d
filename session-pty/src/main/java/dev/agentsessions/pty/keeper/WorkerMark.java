package dev.agentsessions.pty.keeper;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.agentsessions.pty.log.WorkerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says in the environment of a process for whom it runs. All that it starts inherits the mark, also
 * what leaves its session and outlives its parents.
 *
 * @param keeper who started it; no two keepers have one id
 * @param epoch of the worker's output
 */
record WorkerMark(String keeper, WorkerKey worker, long epoch) {
  /** The variable that holds it. */
  static final String VARIABLE = "AGENT_SESSIONS_WORKER";

  private static final String PREFIX = VARIABLE + "=";

  /** The environment with the mark in it. */
  Map<String, String> addedTo(Map<String, String> environment) {
    Map<String, String> marked = new HashMap<>(environment);
    marked.put(VARIABLE, keeper + "/" + worker + "/" + epoch);
    return marked;
  }

  /**
   * The mark with which a process began its program. Empty also if there is no such process, or if
   * it is another user's: nobody may look into that.
   */
  static Optional<WorkerMark> of(int pid) {
    try {
      byte[] environment = Files.readAllBytes(Path.of("/proc", Integer.toString(pid), "environ"));
      return parse(new String(environment, ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Finds the mark in an environment.
   *
   * @param environment variables, each ended by a NUL
   */
  static Optional<WorkerMark> parse(String environment) {
    return Stream.of(environment.split("\0"))
        .filter(variable -> variable.startsWith(PREFIX))
        .findFirst()
        .flatMap(variable -> read(variable.substring(PREFIX.length())));
  }

  private static Optional<WorkerMark> read(String value) {
    String[] parts = value.split("/", -1);
    try {
      return parts.length == 4
          ? Optional.of(
              new WorkerMark(parts[0], new WorkerKey(parts[1], parts[2]), Long.parseLong(parts[3])))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // somebody else's idea of the variable
    }
  }
}
