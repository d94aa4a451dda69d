package dev.agentsessions.pty.keeper;

import static dev.agentsessions.pty.keeper.SystemCallException.check;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/**
 * A process that this one has started. It is reaped only by {@link #reap}: until then its number
 * cannot mean another process, nor another session of processes.
 */
final class ChildProcess {
  /** The call that fails when a program cannot be run. */
  static final String SPAWN = "posix_spawn";

  private static final int P_PID = 1;
  private static final int WNOHANG = 0x1;
  private static final int WEXITED = 0x4;
  private static final int WNOWAIT = 0x1000000;
  private static final int CLD_EXITED = 1;
  private static final int SIGINFO_BYTES = 128;
  private static final int CODE_AT = 8;
  private static final int PID_AT = 16;
  private static final int STATUS_AT = 24;

  private final int pid;

  private ChildProcess(int pid) {
    this.pid = pid;
  }

  int pid() {
    return pid;
  }

  /**
   * Runs a program as leader of a session and process group of its own, with the terminal as its
   * descriptors 0 to 2 and controlling terminal, no other descriptor, no signal blocked or ignored.
   *
   * @param program the path of the file
   * @throws SystemCallException if it cannot be run
   */
  static ChildProcess spawn(SpawnSpec spec, String program, String terminal)
      throws SystemCallException {
    try (Arena arena = Arena.ofConfined();
        SpawnActions actions = new SpawnActions(arena);
        SpawnAttributes attributes = new SpawnAttributes(arena)) {
      // The first terminal that the leader of a new session opens becomes its controlling one.
      actions.open(0, terminal, Posix.O_RDWR);
      actions.dup2(0, 1);
      actions.dup2(0, 2);
      actions.chdir(spec.directory().toString());
      actions.closeFrom(3);
      attributes.newSession();
      attributes.noSignalBlockedOrIgnored();

      List<String> environment =
          spec.environment().entrySet().stream()
              .map(variable -> variable.getKey() + "=" + variable.getValue())
              .toList();
      MemorySegment pid = arena.allocate(JAVA_INT);
      int errno =
          LibcSpawn.spawn(
              pid,
              arena.allocateFrom(program),
              actions.segment(),
              attributes.segment(),
              strings(arena, spec.command()),
              strings(arena, environment));
      check(SPAWN, -errno);
      return new ChildProcess(pid.get(JAVA_INT, 0));
    }
  }

  private static MemorySegment strings(Arena arena, List<String> texts) {
    MemorySegment array = arena.allocate(ADDRESS, texts.size() + 1L);
    for (int index = 0; index < texts.size(); index++) {
      array.setAtIndex(ADDRESS, index, arena.allocateFrom(texts.get(index)));
    }
    return array;
  }

  /** How it ended; empty while it runs. May be asked again. */
  Optional<ExitStatus> exit() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(SIGINFO_BYTES, 8);
      if (Libc.waitid(P_PID, pid, info, WEXITED | WNOHANG | WNOWAIT) < 0) {
        return Optional.of(new ExitStatus.Unknown());
      }
      if (info.get(JAVA_INT, PID_AT) == 0) {
        return Optional.empty();
      }
      int status = info.get(JAVA_INT, STATUS_AT);
      return Optional.of(
          info.get(JAVA_INT, CODE_AT) == CLD_EXITED
              ? new ExitStatus.Code(status)
              : new ExitStatus.Signalled(status));
    }
  }

  /** Ends it at once and reaps it. */
  void kill() {
    Posix.kill(pid, TerminalSignal.KILL.number());
    try (Arena arena = Arena.ofConfined()) {
      Libc.waitid(P_PID, pid, arena.allocate(SIGINFO_BYTES, 8), WEXITED);
    }
  }

  /** Lets the system forget it. Nothing happens while it runs. */
  void reap() {
    try (Arena arena = Arena.ofConfined()) {
      Libc.waitid(P_PID, pid, arena.allocate(SIGINFO_BYTES, 8), WEXITED | WNOHANG);
    }
  }
}
