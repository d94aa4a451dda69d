package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.event.EventJournal;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.Permission;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.time.Ticker;
import dev.agentsessions.worker.Runtimes;
import dev.agentsessions.worker.WorkerId;
import jakarta.inject.Inject;
import java.time.InstantSource;

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
  }

  private final Authorizer authorizer;
  private final SessionFinder finder;
  private final SessionStore store;
  private final EventJournal journal;
  private final OutputLog output;
  private final Runtimes runtimes;
  private final TerminalSizes sizes;
  private final InstantSource clock;
  private final Ticker ticker;

  @Inject
  LiveCalls(
      Authorizer authorizer,
      SessionFinder finder,
      SessionStore store,
      EventJournal journal,
      OutputLog output,
      Runtimes runtimes,
      TerminalSizes sizes,
      InstantSource clock,
      Ticker ticker) {
    this.authorizer = requireNonNull(authorizer, "authorizer");
    this.finder = requireNonNull(finder, "finder");
    this.store = requireNonNull(store, "store");
    this.journal = requireNonNull(journal, "journal");
    this.output = requireNonNull(output, "output");
    this.runtimes = requireNonNull(runtimes, "runtimes");
    this.sizes = requireNonNull(sizes, "sizes");
    this.clock = requireNonNull(clock, "clock");
    this.ticker = requireNonNull(ticker, "ticker");
  }

  /**
   * Joins a worker's terminal, in every state: its output stays readable when it rests.
   *
   * @throws SessionException.Denied if the caller may not
   * @throws SessionException.NotFound if there is no such session or worker
   */
  public Attachment attach(
      Caller caller, ProjectId project, SessionRef ref, WorkerId worker, Mode mode) {
    authorizer.check(caller, mode.permission, project);
    Session session = finder.get(project, ref);
    if (session.worker(worker).isEmpty()) {
      throw new SessionException.NotFound("worker " + worker);
    }
    var activity = new ActivityTouch(session.id(), store, clock, ticker);
    var typing = new Typing(session.id(), store, runtimes, activity);
    return new Attachment(session.id(), worker, mode, store, journal, output, sizes, typing);
  }
}
