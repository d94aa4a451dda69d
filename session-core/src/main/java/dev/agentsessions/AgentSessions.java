package dev.agentsessions;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import dev.agentsessions.event.EventJournal;
import dev.agentsessions.operation.Exports;
import dev.agentsessions.operation.Imports;
import dev.agentsessions.operation.LiveCalls;
import dev.agentsessions.operation.Messages;
import dev.agentsessions.operation.ProjectOperations;
import dev.agentsessions.operation.Results;
import dev.agentsessions.operation.Secrets;
import dev.agentsessions.operation.SessionValidation;
import dev.agentsessions.operation.Sessions;
import dev.agentsessions.operation.TaskOperations;
import dev.agentsessions.schedule.ScheduleOperations;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * A running host, made of modules: {@code SessionModule}, a store's, a runtime's, and
 * whatever else it shall have. No static state: two in one JVM work side by side.
 */
public final class AgentSessions implements AutoCloseable {
  private static final Key<Set<HostPart>> PARTS = Key.get(new TypeLiteral<Set<HostPart>>() {});

  private final Injector injector;
  private final Deque<HostPart> started;

  private AgentSessions(Injector injector, Deque<HostPart> started) {
    this.injector = injector;
    this.started = started;
  }

  /**
   * Wires the modules and starts every part, in their order. When one fails, those before it are
   * closed again.
   *
   * @throws com.google.inject.CreationException if something is not bound; names all that is
   *     missing
   */
  public static AgentSessions start(Module... modules) {
    List<Module> all = new ArrayList<>(List.of(modules));
    all.add(0, new StrictModule());
    Injector injector = Guice.createInjector(Stage.PRODUCTION, all);
    Deque<HostPart> started = new ArrayDeque<>();
    try {
      for (HostPart part : injector.getInstance(PARTS)) {
        part.start();
        started.push(part);
      }
      started.descendingIterator().forEachRemaining(HostPart::hostStarted);
    } catch (RuntimeException | Error failure) {
      closeAll(started, failure);
      throw failure;
    }
    return new AgentSessions(injector, started);
  }

  /** What callers may do with sessions. */
  public Sessions sessions() {
    return injector.getInstance(Sessions.class);
  }

  /** What callers may do with running terminals. */
  public LiveCalls live() {
    return injector.getInstance(LiveCalls.class);
  }

  /** What callers may say in sessions. */
  public Messages messages() {
    return injector.getInstance(Messages.class);
  }

  /** What came of sessions' runs. */
  public Results results() {
    return injector.getInstance(Results.class);
  }

  /** What callers may do with sessions' secrets. */
  public Secrets secrets() {
    return injector.getInstance(Secrets.class);
  }

  /** All that is known of a session. */
  public Exports exports() {
    return injector.getInstance(Exports.class);
  }

  /** What callers may do with projects. */
  public ProjectOperations projects() {
    return injector.getInstance(ProjectOperations.class);
  }

  /** Brings in sessions that another program kept. */
  public Imports imports() {
    return injector.getInstance(Imports.class);
  }

  /** Whether the world still agrees with what sessions work on. */
  public SessionValidation validation() {
    return injector.getInstance(SessionValidation.class);
  }

  /** What callers may do with background work. */
  public TaskOperations tasks() {
    return injector.getInstance(TaskOperations.class);
  }

  /** What callers may do with schedules. */
  public ScheduleOperations schedules() {
    return injector.getInstance(ScheduleOperations.class);
  }

  /** Every change, from any place. */
  public EventJournal journal() {
    return injector.getInstance(EventJournal.class);
  }

  /** Anything else that the modules expose. */
  public <T> T get(Class<T> type) {
    return injector.getInstance(type);
  }

  /**
   * Tells every part, and then closes it, the last started first; an error in one does not keep the
   * others open.
   */
  @Override
  public void close() {
    var failure = new IllegalStateException("a part of the host did not close");
    closeAll(started, failure);
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }

  private static void closeAll(Deque<HostPart> started, Throwable failure) {
    started.forEach(part -> attempt(part::hostClosing, failure));
    while (!started.isEmpty()) {
      attempt(started.pop()::close, failure);
    }
  }

  private static void attempt(Runnable step, Throwable failure) {
    try {
      step.run();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
