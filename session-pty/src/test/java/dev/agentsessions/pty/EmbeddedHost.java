package dev.agentsessions.pty;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.inject.Binder;
import com.google.inject.Key;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.name.Names;
import dev.agentsessions.AgentSessions;
import dev.agentsessions.SessionModule;
import dev.agentsessions.SingleUserModule;
import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentCatalog;
import dev.agentsessions.agent.ConfiguredAgents;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.memory.InMemoryStoreModule;
import dev.agentsessions.operation.Attachment;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.LiveCalls;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.operation.Sessions;
import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.output.OutputCursor;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.reconcile.ReconcilerConfig;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.testkit.AnyWorkspace;
import dev.agentsessions.testkit.FakeEnvironments;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.WorkspaceCheck;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A whole host with real shells, and its one caller. */
final class EmbeddedHost implements AutoCloseable {
  static final Caller ME = Caller.of("me");

  /** Other builds may make it slow. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final AgentSessions host;

  private EmbeddedHost(Path folder, AgentSessions host) {
    this.folder = folder;
    this.host = host;
  }

  /**
   * Starts one.
   *
   * @param folder where it works; its data are in the folder {@code data}
   */
  static EmbeddedHost start(Path folder, Agent... agents) {
    return start(folder, Terminals.ofThisSystem(), agents);
  }

  static EmbeddedHost start(Path folder, Terminals terminals, Agent... agents) {
    PtyConfig pty =
        PtyConfig.at(folder.resolve("data"), Map.of("PATH", "/usr/bin:/bin", "PS1", "secret"))
            .with(terminals);
    return new EmbeddedHost(
        folder,
        AgentSessions.start(
            new InMemoryStoreModule(),
            new PtyModule(pty),
            new SessionModule(
                HostConfig.of(new HostId("main"), new NodeId("node-1")), ReconcilerConfig.DEFAULT),
            binder ->
                OptionalBinder.newOptionalBinder(binder, AgentCatalog.class)
                    .setBinding()
                    .toInstance(new ConfiguredAgents(List.of(agents))),
            new SingleUserModule(),
            EmbeddedHost::bindDirectories));
  }

  private static void bindDirectories(Binder binder) {
    binder.bind(WorkspaceCheck.class).toInstance(new AnyWorkspace());
    binder
        .bind(Key.get(Environments.class, Names.named(SessionSpec.LOCAL)))
        .toInstance(new FakeEnvironments());
  }

  Sessions sessions() {
    return host.sessions();
  }

  <T> T get(Class<T> type) {
    return host.get(type);
  }

  /** A session in this host's folder. */
  SessionRef create(NewWorker... workers) {
    return create(SessionSpec.of(new QuickSession(folder)), workers);
  }

  SessionRef create(SessionSpec spec, NewWorker... workers) {
    Session created =
        sessions().create(ME, ProjectId.DEFAULT, CreateSession.of(spec).with(workers));
    return new SessionRef.ById(created.id());
  }

  Session get(SessionRef ref) {
    return sessions().get(ME, ProjectId.DEFAULT, ref);
  }

  Session await(SessionRef ref, SessionState state) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> get(ref), session -> session.state() == state);
  }

  /** The first worker's terminal, once it runs. */
  Attachment awaitShell(SessionRef ref) {
    await(ref, SessionState.ACTIVE);
    return attach(ref);
  }

  /** The first worker's terminal. */
  Attachment attach(SessionRef ref) {
    WorkerId first = get(ref).workers().getFirst().id();
    return host.live().attach(ME, ProjectId.DEFAULT, ref, first, LiveCalls.Mode.WRITE);
  }

  /** All that the newest epoch printed. */
  static String output(Attachment shell) {
    OutputBounds bounds = shell.output().bounds(shell.ref());
    ByteBuffer into = ByteBuffer.allocate((int) bounds.end());
    shell.output().read(new OutputCursor(shell.ref(), bounds.epoch(), 0), into);
    return new String(into.array(), 0, into.position(), UTF_8);
  }

  static void type(Attachment shell, String line) {
    shell.input(ByteBuffer.wrap((line + "\n").getBytes(UTF_8)));
  }

  @Override
  public void close() {
    host.close();
  }
}
