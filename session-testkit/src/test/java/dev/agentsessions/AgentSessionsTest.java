package dev.agentsessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Module;
import com.google.inject.multibindings.Multibinder;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.identity.Authorizer;
import dev.agentsessions.memory.InMemoryStoreModule;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.output.InMemoryOutputLog;
import dev.agentsessions.output.OutputLog;
import dev.agentsessions.output.OutputSink;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.reconcile.ReconcilerConfig;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SessionStore;
import dev.agentsessions.testkit.FakeWorkspaceCheck;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.workspace.WorkspaceCheck;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentSessionsTest {
  private static final SessionModule CORE =
      new SessionModule(HostConfig.of(new HostId("main"), World.NODE), ReconcilerConfig.DEFAULT);

  @Test
  @DisplayName(
      "X-03 a host without its ports is refused as it is made, naming each that is missing")
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> AgentSessions.start(CORE))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining(SessionStore.class.getName())
        .hasMessageContaining(Authorizer.class.getName())
        .hasMessageContaining(WorkspaceCheck.class.getName())
        .hasMessageContaining(OutputLog.class.getName())
        .hasMessageContaining(OutputSink.class.getName());
    assertThatThrownBy(() -> AgentSessions.start(CORE, new InMemoryStoreModule(), workspace()))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining(Authorizer.class.getName())
        .hasMessageNotContaining(SessionStore.class.getName());
  }

  @Test
  @DisplayName("X-05 two hosts in one JVM work side by side and share nothing")
  void twoHostsShareNothing() {
    try (AgentSessions one = start();
        AgentSessions other = start()) {
      SessionRef ref = create(one);

      await().until(() -> get(one, ref).state() == SessionState.FAILED); // it has no runtime

      assertThatThrownBy(() -> get(other, ref)).isInstanceOf(SessionException.NotFound.class);
    }
  }

  @Test
  @DisplayName("X-05 a closed host has released every thread, also where it was at work")
  void aClosedHostLeavesNoThread(@TempDir Path folder) throws IOException {
    AgentSessions host = start();
    create(host);
    assertThat(threads(folder.resolve("open"))).contains("\"reconciler\"");

    host.close();

    assertThat(threads(folder.resolve("closed")))
        .doesNotContain("\"reconciler", "\"pass-", "\"tasks-");
  }

  @Test
  @DisplayName("X-05 a start that fails closes what it had started, the last first")
  void aFailedStartClosesWhatItStarted() {
    List<String> heard = new ArrayList<>();

    assertThatThrownBy(
            () ->
                AgentSessions.start(
                    CORE,
                    new InMemoryStoreModule(),
                    new SingleUserModule(),
                    workspace(),
                    part("first", heard),
                    part("second", heard),
                    broken()))
        .hasMessage("no third");

    assertThat(heard)
        .containsExactly(
            "first started",
            "second started",
            "second hears of the end",
            "first hears of the end",
            "second closed",
            "first closed");
  }

  @Test
  @DisplayName("X-05 every part hears when all have started, and when the first is to be closed")
  void everyPartHearsOfStartAndEnd() {
    List<String> heard = new ArrayList<>();

    AgentSessions.start(
            CORE,
            new InMemoryStoreModule(),
            new SingleUserModule(),
            workspace(),
            part("first", heard),
            part("second", heard))
        .close();

    assertThat(heard)
        .containsExactly(
            "first started",
            "second started",
            "first hears of the start",
            "second hears of the start",
            "second hears of the end",
            "first hears of the end",
            "second closed",
            "first closed");
  }

  @Test
  @DisplayName("X-05 a part that does not close keeps no other open, and is named")
  void everyPartIsClosed() {
    List<String> heard = new ArrayList<>();
    AgentSessions host =
        AgentSessions.start(
            CORE,
            new InMemoryStoreModule(),
            new SingleUserModule(),
            workspace(),
            part("first", heard),
            part("stubborn", heard));

    assertThatThrownBy(host::close)
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .singleElement()
                    .satisfies(cause -> assertThat(cause).hasMessage("stubborn stays")));

    assertThat(heard).contains("stubborn started", "first closed");
    host.close();
  }

  private static AgentSessions start() {
    return AgentSessions.start(
        CORE, new InMemoryStoreModule(), new SingleUserModule(), workspace());
  }

  private static SessionRef create(AgentSessions host) {
    Session created =
        host.sessions()
            .create(
                World.ANN,
                ProjectId.DEFAULT,
                CreateSession.of(SessionSpec.of(new QuickSession(World.DIRECTORY)))
                    .with(NewWorker.of(TerminalWorker.LOGIN_SHELL)));
    return new SessionRef.ById(created.id());
  }

  private static Session get(AgentSessions host, SessionRef ref) {
    return host.sessions().get(World.ANN, ProjectId.DEFAULT, ref);
  }

  /** All threads, virtual ones too, as JSON. */
  private static String threads(Path into) throws IOException {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(into.toAbsolutePath().toString(), ThreadDumpFormat.JSON);
    return Files.readString(into);
  }

  private static Module workspace() {
    return new AbstractModule() {
      @Override
      protected void configure() {
        var output = new InMemoryOutputLog();
        var check = new FakeWorkspaceCheck();
        check.addDirectory(World.DIRECTORY);
        bind(OutputLog.class).toInstance(output);
        bind(OutputSink.class).toInstance(output);
        bind(WorkspaceCheck.class).toInstance(check);
      }
    };
  }

  private static Module part(String name, List<String> heard) {
    return adding(
        new HostPart() {
          @Override
          public void start() {
            heard.add(name + " started");
          }

          @Override
          public void hostStarted() {
            heard.add(name + " hears of the start");
          }

          @Override
          public void hostClosing() {
            heard.add(name + " hears of the end");
          }

          @Override
          public void close() {
            if (name.equals("stubborn")) {
              throw new IllegalStateException("stubborn stays");
            }
            heard.add(name + " closed");
          }
        });
  }

  private static Module broken() {
    return adding(
        new HostPart() {
          @Override
          public void start() {
            throw new IllegalStateException("no third");
          }

          @Override
          public void close() {
            throw new AssertionError("closed without a start");
          }
        });
  }

  private static Module adding(HostPart part) {
    return new AbstractModule() {
      @Override
      protected void configure() {
        Multibinder.newSetBinder(binder(), HostPart.class).addBinding().toInstance(part);
      }
    };
  }
}
