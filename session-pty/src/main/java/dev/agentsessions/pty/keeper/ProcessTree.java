package dev.agentsessions.pty.keeper;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds all that a process has started, and what those have started. */
final class ProcessTree {
  private ProcessTree() {}

  /**
   * The living processes of the session that the leader began, with all their descendants. A
   * process leaves a session only by beginning its own, and then is still found as a descendant
   * while what started it lives.
   *
   * @param leader not yet reaped; when there is no such process its number means nothing any more,
   *     and nobody is found
   */
  static Set<ProcessId> of(ProcessId leader) throws IOException {
    List<ProcessStat> all = all();
    if (all.stream().noneMatch(process -> process.id().equals(leader))) {
      return Set.of();
    }
    Set<Integer> members = new HashSet<>();
    members.add(leader.pid());
    boolean grown = true;
    while (grown) {
      grown = false;
      for (ProcessStat process : all) {
        boolean belongs = process.session() == leader.pid() || members.contains(process.parent());
        if (belongs && members.add(process.id().pid())) {
          grown = true;
        }
      }
    }
    Set<ProcessId> living = new HashSet<>();
    for (ProcessStat process : all) {
      if (members.contains(process.id().pid()) && !process.dead()) {
        living.add(process.id());
      }
    }
    return living;
  }

  private static List<ProcessStat> all() throws IOException {
    List<ProcessStat> all = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
      for (Path folder : folders) {
        ProcessStat.of(Integer.parseInt(folder.getFileName().toString())).ifPresent(all::add);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return all;
  }
}
