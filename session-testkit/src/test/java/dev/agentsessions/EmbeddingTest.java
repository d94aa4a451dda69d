package dev.agentsessions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.memory.InMemoryStoreModule;
import dev.agentsessions.operation.Attachment;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.DeleteSession;
import dev.agentsessions.operation.Target;
import dev.agentsessions.output.InMemoryOutputLog;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException.NotFound;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.testkit.AnyWorkspace;
import dev.agentsessions.testkit.FakeProgram;
import dev.agentsessions.testkit.FakeRuntimeModule;
import dev.agentsessions.testkit.FakeTerminal;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.workspace.Retention;
import dev.agentsessions.workspace.WorkspaceCheck;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program that embeds the library needs to run a command and have its output. */
class EmbeddingTest {
  private static final Caller ME = Caller.of("me");
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path data;
  private final FakeRuntimeModule runtime = new FakeRuntimeModule();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  @DisplayName("X-05 a command's output is copied from its first byte to its last")
  void outputIsCopiedWhole() throws Exception {
    String lines = "one more line\r\n".repeat(20_000);
    runtime.processes().install("print", printsAndEnds(lines));

    try (AgentSessions host = start(runtime)) {
      Attachment terminal = host.live().attach(ME, create(host, "print"));
      terminal.copyTo(out);

      assertThat(out.toString(UTF_8)).isEqualTo(lines);
      assertThat(terminal.awaitEnd(1, LONG).orElseThrow().observed().exit())
          .map(WorkerExit::inWords)
          .contains("exit code 3");
    }
  }

  @Test
  @DisplayName("X-05 output is copied as it is printed, until the session is deleted")
  void outputIsCopiedAsItComes() throws Exception {
    runtime.processes().install("echo", FakeProgram.ECHOES);

    try (AgentSessions host = start(runtime)) {
      Session session = create(host, "echo");
      Attachment terminal = host.live().attach(ME, session);
      FutureTask<Void> copy = startCopy(terminal);
      await().until(() -> out.toString(UTF_8).equals("ready\r\n"));
      terminal.input(ByteBuffer.wrap("typed".getBytes(UTF_8)));
      await().until(() -> out.toString(UTF_8).endsWith("typed"));

      host.sessions()
          .delete(
              ME,
              ProjectId.DEFAULT,
              new DeleteSession(Target.of(new SessionRef.ById(session.id())), Retention.KEEP));

      copy.get(LONG.toSeconds(), SECONDS);
    }
  }

  @Test
  @DisplayName("X-05 nothing is copied, and nobody waits, where no process will ever run")
  void nothingIsCopiedOfWhatNeverRuns() throws Exception {
    try (AgentSessions host = start(noRuntime())) {
      host.live().attach(ME, create(host, "print")).copyTo(out);

      assertThat(out.size()).isZero();
    }
  }

  @Test
  void whatHasNoWorkerHasNoTerminal() {
    try (AgentSessions host = start(runtime)) {
      Session session =
          host.sessions().create(ME, ProjectId.DEFAULT, CreateSession.in(data).with());

      assertThatThrownBy(() -> host.live().attach(ME, session)).isInstanceOf(NotFound.class);
    }
  }

  @Test
  @DisplayName("L-12 a data directory is the same node each time, and one that is none is kept")
  void aDataDirectoryIsANode() throws Exception {
    Path fresh = data.resolve("not/there/yet");
    HostConfig first = HostConfig.in(fresh);

    assertThat(HostConfig.in(fresh)).isEqualTo(first);
    assertThat(HostConfig.in(data).node()).isNotEqualTo(first.node());
    Files.writeString(fresh.resolve("node-id"), "not an id");
    assertThatThrownBy(() -> HostConfig.in(fresh)).hasMessageContaining("node-id");
    assertThat(fresh.resolve("node-id")).hasContent("not an id");
  }

  private AgentSessions start(Module runtimeModule) {
    return AgentSessions.start(
        new InMemoryStoreModule(),
        runtimeModule,
        new SingleUserModule(),
        new SessionModule(HostConfig.in(data)));
  }

  private Session create(AgentSessions host, String command) {
    return host.sessions().create(ME, ProjectId.DEFAULT, CreateSession.in(data).running(command));
  }

  private FutureTask<Void> startCopy(Attachment terminal) {
    var copy =
        new FutureTask<Void>(
            () -> {
              terminal.copyTo(out);
              return null;
            });
    Thread.ofVirtual().start(copy);
    return copy;
  }

  private static FakeProgram printsAndEnds(String text) {
    return (FakeTerminal terminal) -> {
      terminal.print(text);
      terminal.exit(3);
    };
  }

  private static Module noRuntime() {
    return new AbstractModule() {
      @Override
      protected void configure() {
        var output = new InMemoryOutputLog();
        bind(OutputLog.class).toInstance(output);
        bind(OutputSink.class).toInstance(output);
        bind(WorkspaceCheck.class).toInstance(new AnyWorkspace());
      }
    };
  }
}
