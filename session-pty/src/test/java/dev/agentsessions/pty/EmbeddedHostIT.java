package dev.agentsessions.pty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.inject.Binder;
import com.google.inject.Key;
import com.google.inject.name.Names;
import dev.agentsessions.AgentSessions;
import dev.agentsessions.SessionModule;
import dev.agentsessions.SingleUserModule;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.memory.InMemoryStoreModule;
import dev.agentsessions.operation.Attachment;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.DeleteSession;
import dev.agentsessions.operation.LiveCalls;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.operation.StartSession;
import dev.agentsessions.operation.StopSession;
import dev.agentsessions.operation.Target;
import dev.agentsessions.output.OutputBounds;
import dev.agentsessions.output.OutputCursor;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.reconcile.ReconcilerConfig;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.testkit.AnyWorkspace;
import dev.agentsessions.testkit.FakeEnvironments;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.WorkerState;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.Retention;
import dev.agentsessions.workspace.WorkspaceCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A whole host with real shells. */
@EnabledOnOs(OS.LINUX)
class EmbeddedHostIT {
  private static final Caller ME = Caller.of("me");

  @TempDir Path folder;
  private AgentSessions host;

  @BeforeEach
  void start() {
    host =
        AgentSessions.start(
            new InMemoryStoreModule(),
            new PtyModule(
                PtyConfig.at(
                    folder.resolve("data"), Map.of("PATH", "/usr/bin:/bin", "PS1", "secret"))),
            new SessionModule(
                HostConfig.of(new HostId("main"), new NodeId("node-1")), ReconcilerConfig.DEFAULT),
            new SingleUserModule(),
            EmbeddedHostIT::bindDirectories);
  }

  private static void bindDirectories(Binder binder) {
    binder.bind(WorkspaceCheck.class).toInstance(new AnyWorkspace());
    binder
        .bind(Key.get(Environments.class, Names.named(SessionSpec.LOCAL)))
        .toInstance(new FakeEnvironments());
  }

  @AfterEach
  void close() {
    host.close();
  }

  private SessionRef created() {
    Session session =
        host.sessions()
            .create(
                ME,
                ProjectId.DEFAULT,
                CreateSession.of(SessionSpec.of(new QuickSession(folder)))
                    .with(NewWorker.of(TerminalWorker.LOGIN_SHELL)));
    return new SessionRef.ById(session.id());
  }

  private Session get(SessionRef ref) {
    return host.sessions().get(ME, ProjectId.DEFAULT, ref);
  }

  private Attachment awaitShell(SessionRef ref) {
    await().until(() -> get(ref).state() == SessionState.ACTIVE);
    return host.live()
        .attach(
            ME, ProjectId.DEFAULT, ref, get(ref).workers().getFirst().id(), LiveCalls.Mode.WRITE);
  }

  private static String output(Attachment shell) {
    OutputBounds bounds = shell.output().bounds(shell.ref());
    ByteBuffer into = ByteBuffer.allocate((int) bounds.end());
    shell.output().read(new OutputCursor(shell.ref(), bounds.epoch(), 0), into);
    return new String(into.array(), 0, into.position(), UTF_8);
  }

  private static void type(Attachment shell, String line) {
    shell.input(ByteBuffer.wrap((line + "\n").getBytes(UTF_8)));
  }

  @Test
  @DisplayName("W-01 a session's shell runs in its directory, is typed into, and comes back")
  void aShellIsTypedInto() {
    SessionRef ref = created();
    Attachment shell = awaitShell(ref);

    type(shell, "echo hello-$((20+22)) $SESSION_ID in $PWD");

    String expected = "hello-42 %s in %s".formatted(get(ref).id(), folder);
    await().until(() -> output(shell).contains(expected));
    host.sessions()
        .stop(ME, ProjectId.DEFAULT, new StopSession(Target.of(ref), new Reason("User")));
    await().until(() -> get(ref).state() == SessionState.STOPPED);
    assertThat(get(ref).workers().getFirst().observed().state()).isEqualTo(WorkerState.STOPPED);
    host.sessions().start(ME, ProjectId.DEFAULT, new StartSession(Target.of(ref)));
    Attachment again = awaitShell(ref);
    type(again, "echo again-$((20+22))");
    await().until(() -> output(again).contains("again-42"));
    assertThat(again.output().bounds(again.ref()).epoch()).isEqualTo(2);
  }

  @Test
  @DisplayName("L-11 a shell that ends leaves its session active")
  void aShellThatEndsIsSeen() {
    SessionRef ref = created();

    type(awaitShell(ref), "exit 7");

    await()
        .untilAsserted(
            () ->
                assertThat(get(ref).workers().getFirst().observed().exit())
                    .hasValueSatisfying(exit -> assertThat(exit.code()).hasValue(7)));
    assertThat(get(ref).state()).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  @DisplayName("S-08 a deleted session's shell and output go")
  void aDeletedSessionLeavesNothing() {
    SessionRef ref = created();
    Attachment shell = awaitShell(ref);
    type(shell, "echo pid $$ is it");
    await().until(() -> output(shell).matches("(?s).*pid \\d+ is it.*"));

    host.sessions()
        .delete(ME, ProjectId.DEFAULT, new DeleteSession(Target.of(ref), Retention.DELETE));

    await().until(() -> isEmpty(folder.resolve("data/output")));
    await().until(() -> ProcessHandle.current().children().findAny().isEmpty());
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }

  @Test
  @DisplayName("L-08 that shells end with their host is not taken for how they ended")
  void aClosingHostStoresNoEnds() {
    SessionRef ref = created();
    awaitShell(ref);
    SessionStore store = host.get(SessionStore.class);
    Session before = get(ref);

    host.close();

    Session after = store.find(before.id()).orElseThrow();
    assertThat(after.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(after.workers().getFirst().observed().state()).isEqualTo(WorkerState.RUNNING);
    assertThat(ProcessHandle.current().children()).isEmpty();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("agent-sessions-"));
    start();
  }

  @Test
  @DisplayName("S-01 a directory that does not exist is refused")
  void aMissingDirectoryIsRefused() {
    CreateSession request =
        CreateSession.of(SessionSpec.of(new QuickSession(folder.resolve("missing"))));

    assertThatThrownBy(() -> host.sessions().create(ME, ProjectId.DEFAULT, request))
        .isInstanceOf(SessionException.Unsatisfied.class);
  }

  @Test
  @DisplayName("L-11 no worker that can be run: the session fails and says why")
  void aMissingProgramFailsTheSession() {
    Session session =
        host.sessions()
            .create(
                ME,
                ProjectId.DEFAULT,
                CreateSession.of(SessionSpec.of(new QuickSession(folder)))
                    .with(NewWorker.of(new TerminalWorker(List.of("no-such-program")))));
    SessionRef ref = new SessionRef.ById(session.id());

    await().until(() -> get(ref).state() == SessionState.FAILED);

    assertThat(get(ref).status().toString())
        .contains("cannot run no-such-program: No such file or directory");
  }
}
