package dev.agentsessions.testkit.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.inject.Module;
import dev.agentsessions.AgentSessions;
import dev.agentsessions.SessionModule;
import dev.agentsessions.SingleUserModule;
import dev.agentsessions.event.EventCursor;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.operation.AddWorker;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.DeleteSession;
import dev.agentsessions.operation.MapPatch;
import dev.agentsessions.operation.MetadataPatch;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.operation.PatchSession;
import dev.agentsessions.operation.StartSession;
import dev.agentsessions.operation.StopSession;
import dev.agentsessions.operation.Target;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.reconcile.ReconcilerConfig;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.testkit.FakeRuntimeModule;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.workspace.Retention;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/**
 * A host on a store, whose clients change sessions as fast as they can until somebody kills the
 * program. Each change is reported on standard output once its operation returned, and each event
 * once a reader was shown it. When its standard input ends, it closes the host and ends itself. The
 * reconciler is the real one, on a fake runtime.
 */
public final class Committers {
  private static final int CLIENTS = 4;
  private static final int MAX_CHANGES = 8;
  private static final int PAGE = 100;
  private static final Caller CALLER = Caller.of("client");
  private static final CreateSession REQUEST =
      CreateSession.of(SessionSpec.of(new QuickSession(Path.of("/work"))))
          .with(NewWorker.of(TerminalWorker.LOGIN_SHELL));

  // Unbuffered: a line is one write, and so is in the pipe whole or not at all.
  private final FileOutputStream reports = new FileOutputStream(FileDescriptor.out);
  private final AgentSessions host;
  private final ProjectId project;
  private volatile boolean isClosing;

  private Committers(AgentSessions host, ProjectId project) {
    this.host = host;
    this.project = project;
  }

  /**
   * For the {@code main} of an adapter's test; does not return.
   *
   * @param project to make, and to work in
   * @param seed of what the clients do
   */
  public static void run(Module store, ProjectId project, long seed) {
    AgentSessions host =
        AgentSessions.start(
            store,
            new FakeRuntimeModule(),
            new SingleUserModule(),
            new SessionModule(
                HostConfig.of(new HostId("killed"), new NodeId("nod-killed")),
                ReconcilerConfig.DEFAULT));
    host.projects().create(CALLER, project, Optional.empty(), ProjectSettings.NONE);
    var committers = new Committers(host, project);
    for (int client = 0; client < CLIENTS; client++) {
      var random = new Random(seed + client);
      committers.start("client-" + client, () -> committers.changeSessions(random));
    }
    committers.start("reader", committers::readJournal);
    committers.closeWhenAsked();
  }

  private void closeWhenAsked() {
    try {
      System.in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    isClosing = true;
    host.close();
    Runtime.getRuntime().halt(0);
  }

  private void start(String name, Runnable endless) {
    Thread.ofPlatform()
        .name(name)
        .uncaughtExceptionHandler((thread, failure) -> fail(failure))
        .start(endless);
  }

  /** What a client is refused by a host that closes is no failure. */
  private void fail(Throwable failure) {
    if (!isClosing) {
      failure.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private void changeSessions(Random random) {
    while (true) {
      Session session = host.sessions().create(CALLER, project, REQUEST);
      report(Report.Done.of(session));
      Target target = Target.of(new SessionRef.ById(session.id()));
      int changes = random.nextInt(MAX_CHANGES);
      for (int change = 0; change < changes; change++) {
        try {
          report(Report.Done.of(change(target, "name-" + change, random)));
        } catch (SessionException.IllegalTransition | SessionException.WrongPhase tooEarly) {
          // the reconciler is on its way there
        }
      }
      if (random.nextBoolean()) {
        host.sessions().delete(CALLER, project, new DeleteSession(target, Retention.KEEP));
      }
    }
  }

  private Session change(Target target, String name, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> host.sessions().stop(CALLER, project, new StopSession(target, Reason.USER));
      case 1 -> host.sessions().start(CALLER, project, new StartSession(target));
      case 2 ->
          host.sessions()
              .addWorker(
                  CALLER, project, new AddWorker(target, NewWorker.of(TerminalWorker.LOGIN_SHELL)));
      default ->
          host.sessions()
              .patch(
                  CALLER,
                  project,
                  new PatchSession(
                      target, new MetadataPatch(Optional.of(name), MapPatch.NONE, MapPatch.NONE)));
    };
  }

  /** Does not wait to be woken: it shall see events as early as anybody could. */
  private void readJournal() {
    EventCursor cursor = new EventCursor.OfProject(project, 0);
    while (true) {
      for (SessionEvent event : host.journal().read(cursor, PAGE)) {
        report(Report.Seen.of(event));
        cursor = cursor.after(event);
      }
    }
  }

  private void report(Report report) {
    try {
      reports.write((report.line() + "\n").getBytes(UTF_8));
    } catch (IOException e) {
      Runtime.getRuntime().halt(1); // nobody listens any more, so nobody would end this program
    }
  }
}
