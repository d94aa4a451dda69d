package dev.agentsessions.pty.keeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the processes that a keeper, which is dead, has left. */
final class MarkedProcesses {
  private static final int SELF = (int) ProcessHandle.current().pid();

  private MarkedProcesses() {}

  /**
   * The living processes of this program's user that carry a mark of the keeper. Left out are this
   * program and those that it descends from: who starts a host in a terminal of the one before
   * wants it to run.
   */
  static Map<ProcessId, WorkerMark> of(String keeper) throws IOException {
    Optional<String> user = user(SELF);
    Map<ProcessId, WorkerMark> marked = new HashMap<>();
    for (ProcessStat process : ProcessStat.all()) {
      int pid = process.id().pid();
      WorkerMark.of(pid)
          .filter(mark -> mark.keeper().equals(keeper) && user(pid).equals(user))
          .ifPresent(mark -> marked.put(process.id(), mark));
    }
    Set<Integer> line = line();
    marked.keySet().removeIf(process -> line.contains(process.pid()));
    return marked;
  }

  /** This program, its parent, and so on. */
  private static Set<Integer> line() {
    Set<Integer> line = new HashSet<>();
    Optional<ProcessStat> process = ProcessStat.of(SELF);
    while (process.isPresent() && line.add(process.get().id().pid())) {
      process = ProcessStat.of(process.get().parent());
    }
    return line;
  }

  /** Whose it is, as a line of numbers. */
  private static Optional<String> user(int pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Integer.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("Uid:"))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // it has ended
    }
  }
}
