package dev.agentsessions.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.inject.multibindings.MapBinder;
import dev.agentsessions.AgentSessions;
import dev.agentsessions.SessionModule;
import dev.agentsessions.SingleUserModule;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Caller;
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
import dev.agentsessions.reconcile.ReconcilerConfig;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionRef.ById;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.testkit.FakeRuntimeModule;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.workspace.Retention;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A host of a fleet in a program of its own. Reads one operation a line, such as {@code stop
 * ses-…}, says {@code done stop ses-…} for each that was acknowledged, and {@code refused} for
 * others; ends with its input.
 */
final class FleetHost {
  static final String RUNTIME = "fleet";
  private static final Caller CALLER = Caller.of("client");
  private static final ProjectId PROJECT = ProjectId.DEFAULT;
  private static final CreateSession REQUEST = request();

  /** A look each second: nobody tells when a process of this runtime ends. */
  private static final ReconcilerConfig RECONCILER =
      new ReconcilerConfig(
          Duration.ofHours(24),
          Duration.ofSeconds(1),
          Duration.ofMillis(200),
          5,
          Duration.ofMinutes(10),
          8);

  private final AgentSessions host;

  private FleetHost(AgentSessions host) {
    this.host = host;
  }

  public static void main(String[] arguments) throws IOException {
    PostgresStoreConfig given = PostgresStoreConfig.at(arguments[0], arguments[1], arguments[2]);
    var few =
        new PostgresStoreConfig(
            given.url(),
            given.user(),
            given.password(),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            4);
    String id = arguments[3];
    var host = new FleetHost(start(few, id));
    say("ready");
    var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String operation = line;
      Thread.ofVirtual().start(() -> host.carryOut(operation));
    }
    Runtime.getRuntime().halt(0); // whoever asked is gone, or wants it gone
  }

  private static AgentSessions start(PostgresStoreConfig config, String id) {
    var runtime = new FleetRuntime(config, id + "/" + ProcessHandle.current().pid());
    return AgentSessions.start(
        new PostgresStoreModule(config),
        new FakeRuntimeModule(),
        binder ->
            MapBinder.newMapBinder(binder, String.class, SessionRuntime.class)
                .addBinding(RUNTIME)
                .toInstance(new SessionRuntime(runtime, runtime, Optional.empty())),
        new SingleUserModule(),
        new SessionModule(HostConfig.of(new HostId(id), new NodeId("nod-fleet")), RECONCILER));
  }

  private void carryOut(String line) {
    try {
      String[] words = line.split(" ", 2);
      say("done " + words[0] + " " + carryOut(words[0], words.length == 1 ? "" : words[1]).id());
    } catch (SessionException refused) {
      say("refused"); // or may have happened: it promises nothing
    }
  }

  private Session carryOut(String operation, String session) {
    if (operation.equals("create")) {
      return host.sessions().create(CALLER, PROJECT, REQUEST);
    }
    Target target = Target.of(new ById(new SessionId(session)));
    return switch (operation) {
      case "start" -> host.sessions().start(CALLER, PROJECT, new StartSession(target));
      case "stop" -> host.sessions().stop(CALLER, PROJECT, new StopSession(target, Reason.USER));
      case "rename" ->
          host.sessions()
              .patch(
                  CALLER,
                  PROJECT,
                  new PatchSession(
                      target,
                      new MetadataPatch(
                          Optional.of("renamed at " + System.nanoTime()),
                          MapPatch.NONE,
                          MapPatch.NONE)));
      case "delete" ->
          host.sessions().delete(CALLER, PROJECT, new DeleteSession(target, Retention.KEEP));
      default -> throw new IllegalArgumentException(operation);
    };
  }

  private static CreateSession request() {
    SessionSpec local = SessionSpec.of(new QuickSession(Path.of("/work")));
    return CreateSession.of(
            new SessionSpec(
                local.kind(),
                RUNTIME,
                local.agent(),
                local.run(),
                local.environment(),
                local.subject()))
        .with(NewWorker.of(TerminalWorker.LOGIN_SHELL));
  }

  private static synchronized void say(String line) {
    System.out.println(line);
  }
}
