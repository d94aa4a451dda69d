package dev.agentsessions.pty.keeper;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds all that a worker's process has started, and what those have started. */
final class ProcessTree {
  private ProcessTree() {}

  /**
   * The living processes of the session that the leader began, those that carry the worker's mark,
   * and the descendants of both. A process leaves a session only by beginning its own; it is found
   * as a descendant while what started it lives, and by its mark after that.
   *
   * @param leader not yet reaped; when there is no such process its number means nothing any more,
   *     and only marks count
   */
  static Set<ProcessId> of(ProcessId leader, WorkerMark mark) throws IOException {
    List<ProcessStat> all = ProcessStat.all();
    Set<Integer> members = new HashSet<>();
    boolean leads = all.stream().anyMatch(process -> process.id().equals(leader));
    if (leads) {
      members.add(leader.pid());
    }
    for (ProcessStat process : all) {
      if ((leads && process.session() == leader.pid()) || isMarked(process, leader, mark)) {
        members.add(process.id().pid());
      }
    }
    boolean grown = true;
    while (grown) {
      grown = false;
      for (ProcessStat process : all) {
        grown |= members.contains(process.parent()) && members.add(process.id().pid());
      }
    }
    return all.stream()
        .filter(process -> members.contains(process.id().pid()) && !process.dead())
        .map(ProcessStat::id)
        .collect(toSet());
  }

  private static boolean isMarked(ProcessStat process, ProcessId leader, WorkerMark mark) {
    // Whom it started is not older than itself, so few environments have to be read.
    return process.id().startTime() >= leader.startTime()
        && WorkerMark.of(process.id().pid()).filter(mark::equals).isPresent();
  }
}
