package dev.agentsessions.pty.keeper;

import dev.agentsessions.pty.log.WorkerKey;
import java.time.Duration;
import java.util.List;

/**
 * Keeps processes on terminals, whoever asks for them. Plain values only, so that it can run in a
 * process of its own. What the processes print is in the output log. Safe for many threads. Passes
 * {@code KeeperContract}.
 *
 * <p>Calls that change something, and {@link #list}, carry the session's fence: the highest is
 * remembered for as long as the keeper lives, and a lower one is refused with {@link
 * KeeperException.StaleFence}, nothing happened.
 */
public interface Keeper extends AutoCloseable {
  /** An input id that is not remembered. */
  long UNNUMBERED = 0;

  /**
   * Runs a process, or answers what became of the one that was run before for this worker and
   * epoch. A program or directory that cannot be used is a process that has ended: its exit and the
   * last line of its output say why; who ends with 127 in silence is explained likewise. The output
   * of former epochs ends.
   *
   * @throws IllegalArgumentException if the worker has output of a later epoch
   * @throws KeeperException.AlreadyThere if a process of another epoch runs or is being ended
   * @throws KeeperException.Closing if the keeper starts nothing any more
   * @throws KeeperException.Failed if the system lacks something; nothing runs
   */
  WorkerStatus spawn(SpawnSpec spec, long fence);

  /**
   * Types bytes, after all that was typed before.
   *
   * @param inputId {@link #UNNUMBERED}, or above the worker's last one, which is remembered over
   *     all its epochs: bytes with an id that is not above it were typed before, and nothing
   *     happens
   * @throws KeeperException.InputFull if the process does not read; nothing of these was typed
   * @throws KeeperException.NotRunning if no such process runs
   */
  void input(WorkerKey worker, long fence, long inputId, byte[] bytes);

  /** Tells the terminal its size. The last call wins. Nothing happens when no such process runs. */
  void resize(WorkerKey worker, long fence, TerminalSize size);

  /**
   * Signals the processes in the foreground of the terminal.
   *
   * @return whether there was one
   */
  boolean signal(WorkerKey worker, long fence, TerminalSignal signal);

  /**
   * Begins to end a worker's process and all it has started: HUP and TERM, a grace period, KILL.
   * Answers at once; the status says when it is done. Also ends what an ended process left behind.
   * Nothing happens when it is under way already or the worker is unknown.
   */
  void stop(WorkerKey worker, long fence);

  /**
   * All of a session that were spawned and not released, by worker and epoch; and what a keeper
   * that died has left of it, which is being ended.
   */
  List<WorkerStatus> list(String session, long fence);

  /**
   * Waits until a worker's status is another one than was seen.
   *
   * @return its status then, or the one seen when the wait was over first
   * @throws KeeperException.NotRunning if the worker is unknown, or was released meanwhile
   */
  WorkerStatus watch(WorkerStatus seen, Duration wait) throws InterruptedException;

  /**
   * Waits until some worker of any session has ended after those that were told before.
   *
   * @param after {@link Ends#latest} of the answer before; 0 at first
   */
  Ends ends(long after, Duration wait) throws InterruptedException;

  /**
   * Forgets a worker whose process has ended, and begins to end what it left behind. Nothing
   * happens when its process runs, when it is being stopped, or when the worker or the epoch is
   * unknown.
   */
  void release(WorkerKey worker, long fence, long epoch);

  /**
   * Starts nothing any more, and ends all workers with all they started, at once: HUP and TERM, the
   * closing grace, KILL; whoever is being stopped already is given no more than that either.
   * Returns when nobody is left. How they ended is listed as before.
   */
  void stopAll();

  /** As {@link #stopAll}, and then ends itself. */
  @Override
  void close();
}
