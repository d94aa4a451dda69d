package dev.agentsessions.worker;

import dev.agentsessions.session.SessionException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * Runs processes inside a Ready environment. Every call may be repeated: a crash between a call and
 * the commit that records it leaves nothing but a second call. Safe for many threads. Passes {@code
 * WorkerRuntimeContract}.
 *
 * <p>Every method throws {@link SessionException.StaleFence} for a fence below the highest seen,
 * nothing happened, and {@link SessionException.Unavailable} when the place cannot be reached.
 */
public interface WorkerRuntime {
  /** The id of input that is typed each time it comes. */
  long UNNUMBERED = 0;

  /**
   * Takes a session over: from now on lower fences are refused. Answers its processes, as {@link
   * #observe} does. Called once by each new owner before anything else.
   */
  List<WorkerSighting> adopt(Place place);

  /**
   * Every process of the session: those that run, and those that ended and were not released. Also
   * those nobody remembers.
   */
  List<WorkerSighting> observe(Place place);

  /**
   * Starts a process, or answers the one of this worker and epoch that was started before, whatever
   * became of it. A program that cannot be run is a process that ended at once: its exit says why,
   * and so does a line in its output.
   *
   * @throws SessionException.WrongPhase if a process of another epoch of this worker still runs
   */
  WorkerSighting start(Place place, WorkerLaunch launch);

  /**
   * Begins to end a process with its whole tree: HUP and TERM, a grace period, KILL. Answers at
   * once; {@link #observe} shows the end, with cause {@code MANAGED}. Nothing happens when it has
   * ended or is unknown.
   */
  void stop(Place place, WorkerId worker);

  /**
   * Sends a signal to the terminal's foreground processes.
   *
   * @return whether there was a process to signal
   */
  boolean signal(Place place, WorkerId worker, Signal signal);

  /**
   * Types bytes, in the order of the calls, unless they were typed before.
   *
   * @param id {@link #UNNUMBERED}, or above that of all numbered input before: the last one of each
   *     worker is remembered, over its epochs, for as long as processes of its place live, and
   *     bytes whose id is not above it were typed; nothing happens then
   * @param bytes from position to limit, at most 1 MiB; not kept
   * @throws SessionException.LimitReached if the process does not read and its queue is full;
   *     nothing of these bytes was typed
   * @throws SessionException.NotFound if no such process runs
   */
  void input(Place place, WorkerId worker, long id, ByteBuffer bytes);

  /** Types bytes, each time. */
  default void input(Place place, WorkerId worker, ByteBuffer bytes) {
    input(place, worker, UNNUMBERED, bytes);
  }

  /** Tells the terminal its size. The last call wins. Nothing happens when no such process runs. */
  void resize(Place place, WorkerId worker, WindowSize size);

  /**
   * Removes the output that workers left at the place which the session no longer has; that of a
   * process that runs stays. Whose output is in the host's own log leaves that to the owner.
   *
   * @param known workers of the session
   */
  default void forgetOthers(Place place, Set<WorkerId> known) {}

  /**
   * Forgets an ended process once its exit is stored. Nothing happens when it runs or is unknown.
   */
  void release(Place place, WorkerId worker, long epoch);
}
