package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.Doorbell;
import dev.agentsessions.pty.log.EpochWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;

/**
 * A worker with a process on a terminal. What it prints is appended to the log before anything else
 * is waited for, and its exit is told when all it printed is there. Everything but {@link #status},
 * {@link #doorbell} and {@link #input} is for the loop's thread.
 */
final class Terminal extends KeptWorker {
  private static final Logger LOG = System.getLogger(Terminal.class.getName());

  /**
   * Four buffers are more than the system keeps for a terminal, so nothing of the process is left.
   */
  private static final int DRAINS_AT_EXIT = 4;

  private record State(
      TerminalSize size, Optional<ExitStatus> exit, boolean managed, boolean stopping) {}

  private final SpawnSpec spec;
  private final WorkerMark mark;
  private final Spawned process;
  private final TerminalOutput output;
  private final EventLoop loop;
  private final EndCount ends;
  private final InputQueue input;
  private volatile State state;
  // Of the loop's thread.
  private boolean open = true;
  private boolean released;

  /** Follows the process from now on. */
  Terminal(SpawnSpec spec, Spawned process, EpochWriter log, TerminalContext context)
      throws SystemCallException {
    this.spec = spec;
    this.mark = context.mark(spec);
    this.process = process;
    this.loop = context.loop();
    this.ends = context.ends();
    this.state = new State(spec.size(), Optional.empty(), false, false);
    Interest printing = loop.interest(process.pty().master(), this::ready);
    this.input =
        new InputQueue(
            spec.worker(), process.pty(), printing, context.inputIds(), context.inputLimit());
    this.output = new TerminalOutput(log, loop, printing);
    process.follow(loop, this::ended);
  }

  /** Its process, and all that it started. */
  Set<? extends RunningProcess> tree() throws IOException {
    return process.tree(mark);
  }

  @Override
  WorkerStatus status() {
    State now = state;
    return new WorkerStatus(
        spec.worker(),
        spec.epoch(),
        process.pid(),
        output.log().bounds().end(),
        now.size(),
        now.exit(),
        now.managed(),
        now.stopping());
  }

  @Override
  Doorbell doorbell() {
    return output.log().doorbell();
  }

  /** Types bytes, or answers false if the process has ended. From any thread. */
  boolean input(long id, byte[] bytes) {
    try {
      return input.type(id, bytes);
    } catch (SystemCallException e) {
      throw new KeeperException.Failed("input cannot be typed", e);
    }
  }

  private void ready(int events) {
    try {
      if ((events & Poller.OUT) != 0) {
        input.writable();
      }
      if ((events & ~Poller.OUT) != 0) {
        drain();
      }
    } catch (SystemCallException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes what was printed; true if there may be more. */
  private boolean drain() throws SystemCallException {
    if (!output.isReady()) {
      return false;
    }
    DrainBuffer.Drained drained = loop.buffer().drain(process.pty());
    if (drained.bytes().hasRemaining()) {
      output.append(drained.bytes());
    }
    if (drained.over()) {
      closeTerminal();
    }
    return drained.full();
  }

  private void ended() {
    Optional<ExitStatus> exit = process.exit();
    if (exit.isEmpty() || state.exit().isPresent()) {
      return;
    }
    try {
      int drains = 1;
      while (drain() && drains < DRAINS_AT_EXIT) {
        drains++;
      }
      explain(exit.get());
      input.close();
      process.pty().releaseSlave();
      // Over now, unless somebody whom the process left behind holds the terminal too.
      drain();
    } catch (SystemCallException e) {
      throw new UncheckedIOException(e);
    }
    process.unfollow();
    change(new State(state.size(), exit, state.managed(), state.stopping()));
  }

  /** Who finds no program says so, but not everybody does: then nobody would know why it ended. */
  private void explain(ExitStatus exit) throws SystemCallException {
    boolean silent = output.log().bounds().end() == 0 && output.isReady();
    if (silent && exit.equals(new ExitStatus.Code(NotRunWorker.NOT_FOUND))) {
      String program = spec.command().getFirst();
      output.append(
          Notice.line(Notice.of(program + " ended with exit code 127: command not found")));
    }
  }

  void resize(TerminalSize size) {
    if (state.exit().isPresent()) {
      return;
    }
    try {
      process.pty().resize(size);
      output.resize(size);
    } catch (IOException e) {
      throw new KeeperException.Failed("the size cannot be changed", e);
    }
    change(new State(size, state.exit(), state.managed(), state.stopping()));
  }

  /** Signals the foreground; false if there is none. */
  boolean signal(TerminalSignal signal) {
    int group = state.exit().isPresent() ? 0 : process.pty().foregroundGroup();
    // Of 1 the negative would mean everybody.
    return group > 1 && Posix.kill(-group, signal.number()) == 0;
  }

  /** Says that the tree is being ended from now on; false if it was already. */
  boolean beginStop() {
    State now = state;
    if (now.stopping() || released) {
      return false;
    }
    change(new State(now.size(), now.exit(), now.managed() || now.exit().isEmpty(), true));
    return true;
  }

  void endStop() {
    // Its end may have been seen in /proc before the loop was told.
    ended();
    change(new State(state.size(), state.exit(), state.managed(), false));
  }

  /** Ends output and terminal, and refuses stops; false, and nothing done, if it is too early. */
  boolean beginRelease() {
    if (state.exit().isEmpty() || state.stopping() || released) {
      return false;
    }
    closeTerminal();
    released = true;
    return true;
  }

  /** Ends the output and the terminal; what still holds it is hung up. */
  void closeTerminal() {
    if (!open) {
      return;
    }
    open = false;
    try {
      input.close();
    } catch (SystemCallException e) {
      LOG.log(Level.ERROR, () -> "input of " + spec.worker() + " did not end well", e);
    }
    output.close();
    process.pty().close();
  }

  /** Lets the system forget the process, once its tree has ended. */
  void reap() {
    process.reap();
  }

  private void change(State next) {
    state = next;
    doorbell().ring();
    if (status().isOver()) {
      ends.tell(spec.worker().session());
    }
  }
}
