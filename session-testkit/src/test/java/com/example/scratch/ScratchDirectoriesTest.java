package com.example.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import dev.agentsessions.AgentSessions;
import dev.agentsessions.SessionModule;
import dev.agentsessions.SingleUserModule;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.identity.IdGenerator;
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
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.WorktreeSession;
import dev.agentsessions.testkit.FakeProcess;
import dev.agentsessions.testkit.FakeWorkerRuntime;
import dev.agentsessions.testkit.FakeWorkspaceCheck;
import dev.agentsessions.testkit.SequentialIds;
import dev.agentsessions.testkit.store.SampleSession;
import dev.agentsessions.testkit.workspace.EnvironmentsContract;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.workspace.Environments;
import dev.agentsessions.workspace.WorkspaceCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("X-04 somebody else's environments pass our contract, and run in a host")
class ScratchDirectoriesTest implements EnvironmentsContract {
  private static final QuickSession ANYWHERE = new QuickSession(Path.of("/srv/work"));

  @TempDir Path root;

  private final IdGenerator ids = new SequentialIds();
  private ScratchDirectories scratch;

  @Override
  public Environments environments() {
    if (scratch == null) {
      scratch = new ScratchDirectories(root);
    }
    return scratch;
  }

  @Override
  public Session possible() {
    return session(ANYWHERE);
  }

  @Override
  public Session impossible() {
    return session(new WorktreeSession("/srv/repo", "topic", Optional.empty()));
  }

  private Session session(SessionKind kind) {
    return new SampleSession(
            new SessionId(ids.next(SessionId.PREFIX)), ProjectId.DEFAULT, "scratch")
        .kind(kind)
        .build();
  }

  @Override
  public void lose(Session session) {
    try {
      Files.delete(root.resolve(session.id().value()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("X-04 a host takes a runtime of somebody else's by name")
  void aHostRunsSessionsOnScratch() {
    var output = new InMemoryOutputLog();
    var workers = new FakeWorkerRuntime(output);
    var workspaces = new FakeWorkspaceCheck();
    workspaces.addDirectory(ANYWHERE.location());
    try (AgentSessions host =
        AgentSessions.start(
            new InMemoryStoreModule(),
            new SingleUserModule(),
            new SessionModule(
                HostConfig.of(new HostId("main"), new NodeId("node-1")), ReconcilerConfig.DEFAULT),
            new AbstractModule() {
              @Override
              protected void configure() {
                MapBinder.newMapBinder(binder(), String.class, SessionRuntime.class)
                    .addBinding("scratch")
                    .toInstance(new SessionRuntime(environments(), workers, Optional.of(workers)));
                bind(OutputLog.class).toInstance(output);
                bind(OutputSink.class).toInstance(output);
                bind(WorkspaceCheck.class).toInstance(workspaces);
              }
            })) {
      Caller me = Caller.of("me");
      SessionSpec usual = SessionSpec.of(ANYWHERE);
      var spec =
          new SessionSpec(
              usual.kind(),
              "scratch",
              usual.agent(),
              usual.run(),
              usual.environment(),
              usual.subject());

      Session created =
          host.sessions()
              .create(
                  me,
                  ProjectId.DEFAULT,
                  CreateSession.of(spec).with(NewWorker.of(TerminalWorker.LOGIN_SHELL)));

      var ref = new SessionRef.ById(created.id());
      await()
          .until(
              () -> host.sessions().get(me, ProjectId.DEFAULT, ref).state() == SessionState.ACTIVE);
      assertThat(workers.processes().running())
          .extracting(FakeProcess::session)
          .containsExactly(created.id());
      assertThat(root.resolve(created.id().value())).isDirectory();
    }
  }
}
