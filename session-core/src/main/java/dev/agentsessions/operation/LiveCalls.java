package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.event.EventJournal;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.ActivityNotes;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerId;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What callers may do with a running session that stores nothing but its activity: watch a
 * terminal, type, resize, interrupt. Safe for many threads.
 */
public final class LiveCalls {
  /** Whether an attachment may type. */
  public enum Mode {
    READ(Permission.VIEW),
    WRITE(Permission.EDIT);

    private final Permission permission;

    Mode(Permission permission) {
      this.permission = permission;
    }

    /** What whoever attaches must be allowed. */
    public Permission permission() {
      return permission;
    }
  }

  /** What a person's Ctrl+C types. */
  private static final byte[] INTERRUPT_KEY = {3};

  private final SessionFinder finder;
  private final SessionStore store;
  private final EventJournal journal;
  private final OutputLog output;
  private final TerminalSizes sizes;
  private final Typings typings;
  private final ActivityNotes activity;

  @Inject
  LiveCalls(
      SessionFinder finder,
      SessionStore store,
      EventJournal journal,
      OutputLog output,
      TerminalSizes sizes,
      Typings typings,
      ActivityNotes activity) {
    this.finder = requireNonNull(finder, "finder");
    this.store = requireNonNull(store, "store");
    this.journal = requireNonNull(journal, "journal");
    this.output = requireNonNull(output, "output");
    this.sizes = requireNonNull(sizes, "sizes");
    this.typings = requireNonNull(typings, "typings");
    this.activity = requireNonNull(activity, "activity");
  }

  /**
   * Joins the terminal of a session's first worker, to watch and to type.
   *
   * @param session as any operation answered it
   */
  public Attachment attach(Caller caller, Session session) {
    WorkerId first =
        session.workers().stream()
            .findFirst()
            .map(Worker::id)
            .orElseThrow(() -> new SessionException.NotFound("worker of " + session.id()));
    return attach(
        caller, session.identity().project(), new SessionRef.ById(session.id()), first, Mode.WRITE);
  }

  /**
   * Joins a worker's terminal, in every state: its output stays readable when it rests.
   *
   * @throws SessionException.Denied if the caller may not
   * @throws SessionException.NotFound if there is no such session or worker
   */
  public Attachment attach(
      Caller caller, ProjectId project, SessionRef ref, WorkerId worker, Mode mode) {
    Session session = finder.get(caller, mode.permission, project, ref);
    checkHas(session, worker);
    return new Attachment(
        session.id(), worker, mode, store, journal, output, sizes, typings.to(session.id()));
  }

  /**
   * What the repository's own commands printed while the session's worktree was prepared, and
   * before it was removed: an epoch each (G-07). Without any there is nothing to read.
   *
   * @throws SessionException.NotFound if there is no such session
   */
  public Attachment setup(Caller caller, ProjectId project, SessionRef ref) {
    Session session = finder.get(caller, Permission.VIEW, project, ref);
    return new Attachment(
        session.id(),
        WorkerId.SETUP,
        Mode.READ,
        store,
        journal,
        output,
        sizes,
        typings.to(session.id()));
  }

  /**
   * Interrupts what agents do, as a person's Ctrl+C would: the terminal makes it SIGINT for its
   * foreground processes, or hands it to an agent that reads keys one by one. It is never a signal
   * of ours, which would end such an agent. The processes live (S-25).
   *
   * @param worker the one to interrupt, agent or terminal; absent: every agent of the session
   * @return those that run and were told; whether they were at work nobody knows
   * @throws SessionException.NotFound if there is no such session or worker
   * @throws SessionException.LimitReached if one does not read and its queue is full
   */
  public List<WorkerId> interrupt(
      Caller caller, ProjectId project, SessionRef ref, Optional<WorkerId> worker) {
    Session session = finder.get(caller, Permission.EDIT, project, ref);
    worker.ifPresent(id -> checkHas(session, id));
    Typing typing = typings.to(session.id());
    List<WorkerId> interrupted = new ArrayList<>();
    for (Worker each : session.workers()) {
      boolean meant = worker.map(each.id()::equals).orElse(each.kind() instanceof AgentWorker);
      if (meant && interrupt(typing, each.id())) {
        interrupted.add(each.id());
      }
    }
    return interrupted;
  }

  /**
   * Notes that somebody is active there, at most every 10 s (S-26).
   *
   * @throws SessionException.WrongPhase if the session rests
   */
  public void heartbeat(Caller caller, ProjectId project, SessionRef ref) {
    Session session = finder.get(caller, Permission.EDIT, project, ref);
    if (session.state().isResting()) {
      throw new SessionException.WrongPhase(session.state(), "a heartbeat", "start it first");
    }
    activity.happened(session.id());
  }

  private static boolean interrupt(Typing typing, WorkerId worker) {
    try {
      typing.input(worker, ByteBuffer.wrap(INTERRUPT_KEY));
      return true;
    } catch (SessionException.NotFound | SessionException.WrongPhase nothingRuns) {
      return false;
    }
  }

  private static void checkHas(Session session, WorkerId worker) {
    if (session.worker(worker).isEmpty()) {
      throw new SessionException.NotFound("worker " + worker);
    }
  }
}
