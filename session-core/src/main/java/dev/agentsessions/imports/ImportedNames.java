package dev.agentsessions.imports;

import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionIdentity;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.DiffWorker;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerKind;
import dev.agentsessions.worker.WorkerObserved;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Names that were recorded, as they can be here. Pure functions. */
final class ImportedNames {
  private static final String ODD = "[^\\p{L}\\p{N}/_-]";

  private ImportedNames() {}

  /** As much of a text as a name may have, and no half character. */
  static String cut(String text) {
    String plain = text.strip();
    if (plain.length() <= SessionIdentity.MAX_NAME) {
      return plain;
    }
    boolean splits = Character.isHighSurrogate(plain.charAt(SessionIdentity.MAX_NAME - 1));
    return plain.substring(0, SessionIdentity.MAX_NAME - (splits ? 1 : 0)).strip();
  }

  /**
   * The branch of a worktree that is gone: what the other program called the worktree, else its
   * path, as far as git would take that for a branch's name.
   */
  static String branch(RecordedSession recorded) {
    Path path = recorded.location();
    String parts = path.toString().substring(1);
    String last = path.getFileName() == null ? "" : path.getFileName().toString();
    return Stream.of(
            recorded.worktree().orElse(""),
            parts,
            parts.replaceAll(ODD, "-"),
            last.replaceAll(ODD, "-"))
        .filter(ImportedNames::isBranch)
        .findFirst()
        .orElse("imported");
  }

  private static boolean isBranch(String text) {
    try {
      WorktreeSession.checkBranch("branch", text);
      return true;
    } catch (Invalid e) {
      return false;
    }
  }

  /** At rest, by creation time; of several that have one name, all but the first get a number. */
  static List<Worker> workers(List<RecordedWorker> recorded) {
    Set<String> taken = new HashSet<>();
    List<Worker> workers = new ArrayList<>();
    recorded.stream()
        .sorted(Comparator.comparing(RecordedWorker::createdAt))
        .forEach(worker -> workers.add(worker(worker, taken)));
    return workers;
  }

  private static Worker worker(RecordedWorker recorded, Set<String> taken) {
    String wanted =
        recorded
            .name()
            .filter(name -> !name.isBlank())
            .map(ImportedNames::cut)
            .orElseGet(() -> usual(recorded.kind()));
    String name = wanted;
    for (int number = 2; !taken.add(name); number++) {
      String end = " " + number;
      name = wanted.substring(0, Math.min(wanted.length(), SessionIdentity.MAX_NAME - 8)) + end;
    }
    return Worker.wanted(
            recorded.id(), name, recorded.kind(), WindowSize.DEFAULT, recorded.createdAt())
        .withObserved(WorkerObserved.NEVER_RAN);
  }

  private static String usual(WorkerKind kind) {
    return switch (kind) {
      case AgentWorker agent -> agent.agent().value();
      case TerminalWorker terminal -> "Terminal";
      case DiffWorker diff -> "Diff";
    };
  }
}
