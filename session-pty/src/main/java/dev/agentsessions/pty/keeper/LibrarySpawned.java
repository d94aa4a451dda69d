package dev.agentsessions.pty.keeper;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * A process that a library has started. Its own thread starts it and waits for its end, which is
 * taken at once: from then on its number may become another's.
 */
final class LibrarySpawned implements Spawned, RunningProcess {
  private static final int SIGNAL_BITS = 0x7f;

  private final LibraryPty pty;
  private final CompletableFuture<Integer> started = new CompletableFuture<>();
  private final CompletableFuture<Runnable> whenEnded = new CompletableFuture<>();
  private final CompletableFuture<Boolean> told = new CompletableFuture<>();
  private volatile Optional<ExitStatus> exit = Optional.empty();

  private LibrarySpawned(LibraryPty pty) {
    this.pty = pty;
  }

  /**
   * Starts one.
   *
   * @param program the path of its file, absolute
   * @throws IOException if that is impossible; nothing is left
   */
  static LibrarySpawned spawn(PtyLibrary library, SpawnSpec spec, String program)
      throws IOException {
    LibraryPty pty = LibraryPty.open(library, spec.size());
    LibrarySpawned spawned = new LibrarySpawned(pty);
    Thread.ofPlatform()
        .name("agent-sessions-process-" + spec.worker().worker())
        .daemon()
        .start(() -> spawned.run(library, spec, program));
    try {
      spawned.started.join();
      return spawned;
    } catch (CompletionException e) {
      pty.close();
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void run(PtyLibrary library, SpawnSpec spec, String program) {
    int pid;
    try {
      // The JVM blocks SIGQUIT in its threads, and who is started inherits that.
      Posix.blockNoSignal();
      pid = pty.spawn(spec, program);
    } catch (IOException | RuntimeException | Error e) {
      started.completeExceptionally(e);
      return;
    }
    started.complete(pid);
    exit = Optional.of(exit(library.await(pid)));
    try {
      whenEnded.join().run();
    } catch (IllegalStateException e) {
      // It survived the keeper that could not kill it; nobody is left to be told.
    }
    told.complete(true);
  }

  private static ExitStatus exit(OptionalInt waited) {
    if (waited.isEmpty()) {
      return new ExitStatus.Unknown();
    }
    int status = waited.getAsInt();
    int signal = status & SIGNAL_BITS;
    return signal == 0 ? new ExitStatus.Code(status >> 8 & 0xff) : new ExitStatus.Signalled(signal);
  }

  @Override
  public Pty pty() {
    return pty;
  }

  @Override
  public int pid() {
    return started.join();
  }

  @Override
  public void follow(EventLoop loop, Runnable ended) {
    whenEnded.complete(() -> loop.run(ended));
  }

  @Override
  public void unfollow() {}

  @Override
  public Optional<ExitStatus> exit() {
    return exit;
  }

  /**
   * The process, the others of its session, and the descendants of them all. It counts as running
   * until its end can be told.
   */
  @Override
  public Set<RunningProcess> tree(WorkerMark mark) {
    boolean ended = exit.isPresent();
    if (ended && ProcessHandle.of(pid()).isPresent()) {
      // No process gets a number that is still a session's, so that session is gone.
      return Set.of();
    }
    Stream<RunningProcess> others =
        ProcessHandle.allProcesses()
            .filter(process -> Posix.getsid((int) process.pid()) == pid())
            .flatMap(member -> Stream.concat(Stream.of(member), member.descendants()))
            .filter(process -> process.pid() != pid())
            .map(HandledProcess::new);
    return Stream.concat(ended ? Stream.empty() : Stream.of(this), others)
        .filter(RunningProcess::isAlive)
        .collect(toSet());
  }

  @Override
  public boolean isAlive() {
    return exit.isEmpty();
  }

  @Override
  public void signal(Iterable<TerminalSignal> signals) throws SystemCallException {
    for (TerminalSignal signal : signals) {
      if (isAlive()) {
        SystemCallException.check("kill", Posix.kill(pid(), signal.number()));
      }
    }
  }

  @Override
  public void abandon() {
    Posix.kill(pid(), TerminalSignal.KILL.number());
    whenEnded.complete(() -> {});
    pty.close();
  }

  /** Is reaped already; waits until its thread has said so. */
  @Override
  public void reap() {
    if (exit.isPresent()) {
      told.join();
    }
  }
}
