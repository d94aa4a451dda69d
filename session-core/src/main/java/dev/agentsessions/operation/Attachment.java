package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.event.SessionChange.WorkerMoved;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.operation.LiveCalls.Mode;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.worker.Signal;
import dev.agentsessions.worker.WindowSize;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerRef;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One client at a worker's terminal. It holds nothing: reading is by {@link #output} from any
 * offset at the client's own pace, and leaving needs no call, unless it joined those who decide on
 * the size. Safe for many threads.
 */
public final class Attachment {
  private static final int MAX_INPUT = 1024 * 1024;
  private static final int PAGE = 500;

  private final SessionId session;
  private final WorkerId worker;
  private final Mode mode;
  private final SessionStore store;
  private final EventJournal journal;
  private final OutputLog output;
  private final ClientSize size;
  private final Typing typing;

  /** Of the process whose terminal it is; until it joins, of any. */
  private volatile long epoch = Long.MAX_VALUE;

  Attachment(
      SessionId session,
      WorkerId worker,
      Mode mode,
      SessionStore store,
      EventJournal journal,
      OutputLog output,
      TerminalSizes sizes,
      Typing typing) {
    this.session = requireNonNull(session, "session");
    this.worker = requireNonNull(worker, "worker");
    this.mode = requireNonNull(mode, "mode");
    this.store = requireNonNull(store, "store");
    this.journal = requireNonNull(journal, "journal");
    this.output = requireNonNull(output, "output");
    this.typing = requireNonNull(typing, "typing");
    this.size = new ClientSize(ref(), this::presentEpoch, output, sizes, typing);
  }

  public WorkerRef ref() {
    return new WorkerRef(session, worker);
  }

  public Mode mode() {
    return mode;
  }

  /** Where to read what the worker printed. */
  public OutputLog output() {
    return output;
  }

  /** The session as stored now; empty once it is deleted. */
  public Optional<Session> session() {
    return store.find(session).filter(found -> !found.isDeleted());
  }

  /** The worker as stored now; empty once it is deleted. */
  public Optional<Worker> worker() {
    return session().flatMap(found -> found.worker(worker));
  }

  /**
   * Joins the clients whose size counts at a process's terminal: it has the size last asked for by
   * the one of them that typed last; before anybody typed, the last one asked for (W-07). Who
   * leaves has no say any more.
   *
   * @param epoch of the process
   * @param started the size that the process was started with
   * @param listener hears of each size that the terminal takes from now on
   */
  public void join(long epoch, WindowSize started, SizeListener listener) {
    this.epoch = epoch;
    size.join(epoch, started, listener);
  }

  /** Leaves those whose size counts; the terminal may take another one. */
  public void leave() {
    size.leave();
  }

  /**
   * The terminal's size now.
   *
   * @param now the worker as stored
   */
  public WindowSize size(Worker now) {
    return size.now().orElse(now.size());
  }

  /**
   * Waits until a process's end is stored.
   *
   * @param epoch of the process
   * @return the worker as stored, whether it ended or the time is over; empty once it is deleted
   */
  public Optional<Worker> awaitEnd(long epoch, Duration wait) throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    while (true) {
      EventCursor seen = journal.end(new EventCursor.OfSession(session, 0));
      Optional<Worker> now = worker();
      long left = deadline - System.nanoTime();
      if (now.isEmpty() || isOver(now.get(), epoch) || left <= 0) {
        return now;
      }
      journal.awaitMore(seen, Duration.ofNanos(left));
    }
  }

  /**
   * How a process ended, from what was recorded then: a worker itself remembers only its newest.
   *
   * @param epoch of the process
   * @return empty if it has not ended, if nobody saw how, or if that is no longer kept
   */
  public Optional<WorkerExit> exitOf(long epoch) {
    Optional<WorkerExit> exit = Optional.empty();
    EventCursor cursor = new EventCursor.OfSession(session, 0);
    List<SessionEvent> page = journal.read(cursor, PAGE);
    while (!page.isEmpty()) {
      for (SessionEvent event : page) {
        if (event.change() instanceof WorkerMoved moved
            && moved.worker().equals(worker)
            && moved.epoch() == epoch) {
          exit = moved.exit();
        }
      }
      cursor = cursor.after(page.getLast());
      page = journal.read(cursor, PAGE);
    }
    return exit;
  }

  /**
   * Copies what the worker's newest process prints, from its first byte that is kept to its end.
   * Waits for the process to start first; copies nothing if it never will, and nothing of a later
   * one. How it ended is stored soon after: {@link #awaitEnd}.
   */
  public void copyTo(OutputStream out) throws IOException, InterruptedException {
    new OutputCopy(ref(), store, journal, output).to(out);
  }

  /**
   * Types bytes into the terminal: of one that has joined, into none of a later process, which may
   * run before its client knows.
   *
   * @param bytes at most 1 MiB
   * @throws SessionException.Denied for a read-only attachment
   * @throws SessionException.LimitReached if the worker does not read and its queue is full;
   *     nothing of these bytes was typed
   * @throws SessionException.NotFound if no process runs, or only a later one
   * @throws SessionException.WrongPhase if the session rests
   */
  public void input(ByteBuffer bytes) {
    checkMayWrite();
    if (bytes.remaining() > MAX_INPUT) {
      throw new SessionException.TooLarge("input", bytes.remaining(), MAX_INPUT);
    }
    if (output.bounds(ref()).epoch() > epoch) { // its log is there before it runs
      throw new SessionException.NotFound("a running process: this one was started again");
    }
    typing.input(worker, bytes);
    size.typed();
  }

  /**
   * Asks for a size. The terminal takes it unless another client that has joined, and typed since
   * this one did, asked for another.
   *
   * @throws SessionException.Denied for a read-only attachment
   * @throws SessionException.WrongPhase if the session rests
   */
  public void resize(WindowSize wanted) {
    checkMayWrite();
    size.ask(wanted);
  }

  /**
   * Sends a signal to the terminal's foreground processes.
   *
   * @return whether there was a process to signal
   */
  public boolean signal(Signal signal) {
    checkMayWrite();
    return typing.call((runtime, place) -> runtime.workers().signal(place, worker, signal));
  }

  private long presentEpoch() {
    return worker().map(now -> now.observed().epoch()).orElse(0L);
  }

  private void checkMayWrite() {
    if (mode == Mode.READ) {
      throw new SessionException.Denied("this attachment is read-only");
    }
  }

  private static boolean isOver(Worker worker, long epoch) {
    return worker.observed().epoch() > epoch
        || (worker.observed().epoch() == epoch && worker.observed().state().isOver());
  }
}
