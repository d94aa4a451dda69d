package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.WorkerKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A process to run on a terminal of its own.
 *
 * @param worker who it is
 * @param epoch of its output, 1 and up
 * @param command the program and its arguments; a program without a slash is looked for in the PATH
 *     of {@code environment}
 * @param environment all of it: nothing is inherited, and the keeper adds only its mark, {@code
 *     AGENT_SESSIONS_WORKER}
 * @param directory its working directory, absolute
 * @param size of the terminal
 */
public record SpawnSpec(
    WorkerKey worker,
    long epoch,
    List<String> command,
    Map<String, String> environment,
    Path directory,
    TerminalSize size) {
  /** Copies the collections. */
  public SpawnSpec {
    Objects.requireNonNull(worker, "worker");
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    Objects.requireNonNull(size, "size");
    if (epoch < 1) {
      throw new IllegalArgumentException("epochs start at 1: " + epoch);
    }
    if (command.isEmpty()) {
      throw new IllegalArgumentException("there is no program to run");
    }
    if (!directory.isAbsolute()) {
      throw new IllegalArgumentException("not an absolute directory: " + directory);
    }
  }

  /** The same with a mark, whatever the environment says of it. */
  SpawnSpec marked(WorkerMark mark) {
    return new SpawnSpec(worker, epoch, command, mark.addedTo(environment), directory, size);
  }

  /** Whether a system call can carry it: no NUL anywhere, no {@code =} in a variable's name. */
  boolean canBePassed() {
    return command.stream().noneMatch(SpawnSpec::hasNul)
        && environment.entrySet().stream()
            .noneMatch(
                variable ->
                    hasNul(variable.getKey())
                        || hasNul(variable.getValue())
                        || variable.getKey().isEmpty()
                        || variable.getKey().indexOf('=') >= 0);
  }

  private static boolean hasNul(String text) {
    return text.indexOf('\0') >= 0;
  }

  /** Leaves out arguments and environment, which may hold secrets. */
  @Override
  public String toString() {
    return "SpawnSpec[" + worker + ", epoch " + epoch + ", " + command.getFirst() + "]";
  }
}
