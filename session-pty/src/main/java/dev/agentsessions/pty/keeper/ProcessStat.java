package dev.agentsessions.pty.keeper;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process as {@code /proc} shows it.
 *
 * @param id which process it is
 * @param parent the number of its parent
 * @param session the number of the leader of its session
 * @param dead whether it has ended and only waits to be reaped
 */
record ProcessStat(ProcessId id, int parent, int session, boolean dead) {
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int SESSION = 3;
  private static final int START_TIME = 19;

  /** Empty if there is no such process. */
  static Optional<ProcessStat> of(int pid) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Integer.toString(pid), "stat"));
      return Optional.of(parse(pid, new String(bytes, ISO_8859_1)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Every process of this system. */
  static List<ProcessStat> all() throws IOException {
    List<ProcessStat> all = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
      for (Path folder : folders) {
        of(Integer.parseInt(folder.getFileName().toString())).ifPresent(all::add);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return all;
  }

  private static ProcessStat parse(int pid, String line) {
    // The name may hold anything, blanks and parentheses too, but the last one ends it.
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", START_TIME + 2);
    return new ProcessStat(
        new ProcessId(pid, Long.parseLong(fields[START_TIME])),
        Integer.parseInt(fields[PARENT]),
        Integer.parseInt(fields[SESSION]),
        fields[STATE].equals("Z") || fields[STATE].equals("X"));
  }
}
