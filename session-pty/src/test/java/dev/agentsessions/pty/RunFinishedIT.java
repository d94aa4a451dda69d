package dev.agentsessions.pty;

import static dev.agentsessions.pty.EmbeddedHost.PATIENCE;
import static dev.agentsessions.pty.EmbeddedHost.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentsessions.agent.Agent;
import dev.agentsessions.agent.AgentId;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.session.AgentSettings;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.RunPolicy;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import dev.agentsessions.worker.WorkerState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How sessions end with the real end of their agent. */
@EnabledOnOs(OS.LINUX)
class RunFinishedIT {
  private static final RunPolicy STOPS_ON_RUN_FINISHED =
      new RunPolicy(Optional.empty(), Optional.empty(), true, true);

  /** Waits for a file, and ends with the code that is in it. */
  private static final Agent AGENT =
      new Agent(
          new AgentId("agent"),
          "Agent",
          List.of("sh", "-c", "while ! test -e code; do sleep 0.02; done; exit $(cat code)"));

  private static final Agent MISSING =
      new Agent(new AgentId("missing"), "Missing", List.of("no-such-agent"));

  @TempDir Path folder;
  private EmbeddedHost host;

  @BeforeEach
  void start() {
    host = EmbeddedHost.start(folder, AGENT, MISSING);
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  @DisplayName("L-05 an agent that ends with 0 completes its session, and its terminals end")
  void aCleanEndCompletesTheSession() throws Exception {
    SessionRef ref = run(AGENT);

    endWith(0);

    Session completed = host.await(ref, SessionState.COMPLETED);
    assertThat(completed.status().reason()).contains(Reason.RUN_FINISHED);
    assertThat(completed.workers().getFirst().observed().exit())
        .contains(WorkerExit.code(0, Cause.UNEXPECTED));
    assertThat(completed.workers().getLast().observed().state()).isEqualTo(WorkerState.STOPPED);
    await().atMost(PATIENCE).until(() -> ProcessHandle.current().children().findAny().isEmpty());
  }

  @Test
  @DisplayName("L-05 an agent that ends with an error fails its session: RunnerExit, with the code")
  void anErrorFailsTheSession() throws Exception {
    SessionRef ref = run(AGENT);

    endWith(3);

    Session failed = host.await(ref, SessionState.FAILED);
    assertThat(failed.status().reason()).contains(Reason.RUNNER_EXIT);
    assertThat(failed.status().message()).contains("Agent: exit code 3");
    assertThat(failed.workers().getFirst().observed().exit())
        .contains(WorkerExit.code(3, Cause.UNEXPECTED));
  }

  @Test
  @DisplayName(
      "L-05 an agent whose program is missing fails its session, and its terminal says why")
  void aMissingAgentFailsTheSession() {
    SessionRef ref = host.create(spec(), NewWorker.of(new AgentWorker(MISSING.id())));

    Session failed = host.await(ref, SessionState.FAILED);

    String why = "agent-sessions: cannot run no-such-agent: No such file or directory";
    assertThat(failed.status().message().orElseThrow()).contains(why);
    assertThat(failed.workers().getFirst().observed().exit().orElseThrow().code()).hasValue(127);
    assertThat(output(host.attach(ref))).isEqualTo(why + "\r\n");
  }

  private SessionRef run(Agent agent) {
    SessionRef ref =
        host.create(
            spec(),
            NewWorker.of(new AgentWorker(agent.id())),
            NewWorker.of(TerminalWorker.LOGIN_SHELL));
    host.await(ref, SessionState.ACTIVE);
    return ref;
  }

  private SessionSpec spec() {
    return new SessionSpec(
        new QuickSession(folder),
        SessionSpec.LOCAL,
        AgentSettings.NONE,
        STOPS_ON_RUN_FINISHED,
        Map.of(),
        Optional.empty());
  }

  private void endWith(int code) throws Exception {
    Path unfinished = Files.writeString(folder.resolve("code.new"), String.valueOf(code));
    Files.move(unfinished, folder.resolve("code"));
  }
}
