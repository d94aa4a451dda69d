package dev.agentsessions.pty.keeper;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A process that was started with Linux's own means. */
final class LinuxSpawned implements Spawned {
  private final LinuxPty pty;
  private final ChildProcess child;
  private final ProcessId id;
  private final PidFd end; // readable once the process has ended
  private @Nullable Runnable stopWatching; // of the loop's thread

  private LinuxSpawned(LinuxPty pty, ChildProcess child, ProcessId id, PidFd end) {
    this.pty = pty;
    this.child = child;
    this.id = id;
    this.end = end;
  }

  /**
   * Starts one.
   *
   * @throws SystemCallException if it cannot be run, or the system lacks something; nothing is left
   */
  static LinuxSpawned spawn(SpawnSpec spec, String program) throws SystemCallException {
    LinuxPty pty = LinuxPty.open(spec.size());
    try {
      return identified(pty, ChildProcess.spawn(spec, program, pty.slavePath()));
    } catch (SystemCallException e) {
      pty.close();
      throw e;
    }
  }

  private static LinuxSpawned identified(LinuxPty pty, ChildProcess child)
      throws SystemCallException {
    try {
      ProcessStat stat =
          ProcessStat.of(child.pid())
              .orElseThrow(() -> new SystemCallException("/proc", Posix.ENOENT));
      return new LinuxSpawned(pty, child, stat.id(), PidFd.open(child.pid()));
    } catch (SystemCallException e) {
      child.kill();
      throw e;
    }
  }

  @Override
  public Pty pty() {
    return pty;
  }

  @Override
  public int pid() {
    return id.pid();
  }

  @Override
  public void follow(EventLoop loop, Runnable whenEnded) throws SystemCallException {
    Interest ending = loop.interest(end.fd(), events -> whenEnded.run());
    stopWatching = () -> loop.forget(ending);
    ending.in(Poller.IN, true);
  }

  @Override
  public void unfollow() {
    if (stopWatching != null) {
      stopWatching.run();
    }
    end.close();
  }

  @Override
  public Optional<ExitStatus> exit() {
    return child.exit();
  }

  @Override
  public Set<ProcessId> tree(WorkerMark mark) throws IOException {
    return ProcessTree.of(id, mark);
  }

  @Override
  public void abandon() {
    end.close();
    child.kill();
    pty.close();
  }

  @Override
  public void reap() {
    child.reap();
  }
}
