package dev.agentsessions.pty.keeper;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** A process that was just started on a terminal of its own. */
interface Spawned {
  Pty pty();

  int pid();

  /**
   * Begins to watch for its end. On the loop's thread.
   *
   * @param whenEnded run on the loop's thread once the process has ended
   */
  void follow(EventLoop loop, Runnable whenEnded) throws SystemCallException;

  /** Ends the watch; its end is known. On the loop's thread, once. */
  void unfollow();

  /** How it ended; empty while it runs. May be asked again. */
  Optional<ExitStatus> exit();

  /**
   * It and all that it started, as far as they can be found.
   *
   * @param mark what they carry
   */
  Set<? extends RunningProcess> tree(WorkerMark mark) throws IOException;

  /** Ends it at once, and its terminal. In place of {@link #follow}. */
  void abandon();

  /** Lets the system forget it, once its tree has ended. */
  void reap();
}
