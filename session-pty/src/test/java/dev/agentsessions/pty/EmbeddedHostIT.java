package dev.agentsessions.pty;

import static dev.agentsessions.project.ProjectId.DEFAULT;
import static dev.agentsessions.pty.EmbeddedHost.ME;
import static dev.agentsessions.pty.EmbeddedHost.PATIENCE;
import static dev.agentsessions.pty.EmbeddedHost.output;
import static dev.agentsessions.pty.EmbeddedHost.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.operation.Attachment;
import dev.agentsessions.operation.DeleteSession;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.operation.RestartWorker;
import dev.agentsessions.operation.StartSession;
import dev.agentsessions.operation.StopSession;
import dev.agentsessions.operation.Target;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerState;
import dev.agentsessions.workspace.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What sessions with real shells do in a whole host. */
@EnabledOnOs(OS.LINUX)
class EmbeddedHostIT {
  private static final NewWorker SHELL = NewWorker.of(TerminalWorker.LOGIN_SHELL);

  @TempDir Path folder;
  private EmbeddedHost host;

  @BeforeEach
  void start() {
    host = EmbeddedHost.start(folder, terminals());
  }

  Terminals terminals() {
    return Terminals.LINUX;
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  @DisplayName("W-01 a session's shell runs in its directory, is typed into, and comes back")
  void aShellIsTypedInto() {
    SessionRef ref = host.create(SHELL);
    Attachment shell = host.awaitShell(ref);

    type(shell, "echo hello-$((20+22)) $SESSION_ID in $PWD");

    String expected = "hello-42 %s in %s".formatted(host.get(ref).id(), folder);
    await().atMost(PATIENCE).until(() -> output(shell).contains(expected));
    host.sessions().stop(ME, DEFAULT, new StopSession(Target.of(ref), new Reason("User")));
    host.await(ref, SessionState.STOPPED);
    assertThat(host.get(ref).workers().getFirst().observed().state())
        .isEqualTo(WorkerState.STOPPED);
    host.sessions().start(ME, DEFAULT, new StartSession(Target.of(ref)));
    Attachment again = host.awaitShell(ref);
    type(again, "echo again-$((20+22))");
    await().atMost(PATIENCE).until(() -> output(again).contains("again-42"));
    assertThat(again.output().bounds(again.ref()).epoch()).isEqualTo(2);
  }

  @Test
  @DisplayName("L-11 a shell that ends leaves its session active")
  void aShellThatEndsIsSeen() {
    SessionRef ref = host.create(SHELL);

    type(host.awaitShell(ref), "exit 7");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(host.get(ref).workers().getFirst().observed().exit())
                    .hasValueSatisfying(exit -> assertThat(exit.code()).hasValue(7)));
    assertThat(host.get(ref).state()).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  @DisplayName("S-08 a deleted session's shell and output go")
  void aDeletedSessionLeavesNothing() {
    SessionRef ref = host.create(SHELL);
    Attachment shell = host.awaitShell(ref);
    type(shell, "echo pid $$ is it");
    await().atMost(PATIENCE).until(() -> output(shell).matches("(?s).*pid \\d+ is it.*"));

    host.sessions().delete(ME, DEFAULT, new DeleteSession(Target.of(ref), Retention.DELETE));

    await().atMost(PATIENCE).until(() -> isEmpty(folder.resolve("data/output")));
    await().until(() -> ProcessHandle.current().children().findAny().isEmpty());
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }

  @Test
  @DisplayName("L-08 a shell that ends with its host is stored as stopped, managed")
  void aClosingHostStoresThatItEndedItsShells() {
    SessionRef ref = host.create(SHELL);
    host.awaitShell(ref);
    SessionStore store = host.get(SessionStore.class);
    Session before = host.get(ref);

    host.close();

    Session after = store.find(before.id()).orElseThrow();
    assertThat(after.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(after.workers().getFirst().observed())
        .satisfies(
            seen -> {
              assertThat(seen.state()).isEqualTo(WorkerState.STOPPED);
              assertThat(seen.exit().orElseThrow().cause()).isEqualTo(WorkerExit.Cause.MANAGED);
            });
    assertThat(ProcessHandle.current().children()).isEmpty();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("agent-sessions-"));
  }

  @Test
  @DisplayName("W-05 a worker restarted where its directory has vanished says so in its terminal")
  void aVanishedDirectoryIsTold() throws IOException {
    Path work = Files.createDirectory(folder.resolve("work"));
    SessionRef ref = host.create(SessionSpec.of(new QuickSession(work)), SHELL);
    WorkerId worker = host.awaitShell(ref).ref().worker();

    Files.delete(work);
    host.sessions().restartWorker(ME, DEFAULT, RestartWorker.of(Target.of(ref), worker));

    await().atMost(PATIENCE).until(() -> observed(ref).epoch() == 2);
    String line = "agent-sessions: cannot enter " + work + ": No such file or directory";
    assertThat(observed(ref).state()).isEqualTo(WorkerState.EXITED);
    assertThat(observed(ref).exit().orElseThrow().inWords()).isEqualTo(line);
    assertThat(output(host.attach(ref))).isEqualTo(line + "\r\n");
    assertThat(host.get(ref).state()).isEqualTo(SessionState.ACTIVE);
  }

  private WorkerObserved observed(SessionRef ref) {
    return host.get(ref).workers().getFirst().observed();
  }

  @Test
  @DisplayName("L-11 no worker that can be run: the session fails and says why")
  void aMissingProgramFailsTheSession() {
    SessionRef ref = host.create(NewWorker.of(new TerminalWorker(List.of("no-such-program"))));

    Session failed = host.await(ref, SessionState.FAILED);

    assertThat(failed.status().toString())
        .contains("cannot run no-such-program: No such file or directory");
  }
}
