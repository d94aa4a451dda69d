package dev.agentsessions.bench.host;

import static dev.agentsessions.session.SessionState.ACTIVE;
import static dev.agentsessions.session.SessionState.STOPPED;

import dev.agentsessions.AgentSessions;
import dev.agentsessions.SessionModule;
import dev.agentsessions.SingleUserModule;
import dev.agentsessions.bench.Limit.AtMost;
import dev.agentsessions.bench.Measurement;
import dev.agentsessions.bench.Report;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.operation.StopSession;
import dev.agentsessions.operation.Target;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.pty.PtyConfig;
import dev.agentsessions.pty.PtyModule;
import dev.agentsessions.reconcile.ReconcilerConfig;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionRef;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.store.h2.H2StoreConfig;
import dev.agentsessions.store.h2.H2StoreModule;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.workspace.local.WorkspaceConfig;
import dev.agentsessions.workspace.local.WorkspaceModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a host on H2 keeps in memory for sessions that ran a process and were stopped. */
public final class RestingSessions implements Measurement {
  private static final int SESSIONS = 10_000;
  private static final int AT_A_TIME = 50;

  /** The JDK's pool behind H2's file: a thread more for each write at once there ever was. */
  private static final int POOL_GROWTH = 5;

  private static final Caller ADA = Caller.of("ada");
  private static final TerminalWorker PROCESS = new TerminalWorker(List.of("sleep", "3600"));

  private final Path folder;

  public RestingSessions(Path folder) {
    this.folder = folder;
  }

  @Override
  public void run(Report report) throws Exception {
    report.title("What " + SESSIONS + " resting sessions hold in a host on H2, after a collection");
    try (AgentSessions host = start()) {
      rest(host, SESSIONS / 20); // pools, classes and caches are there afterwards
      Footprint before = Footprint.take(folder);
      rest(host, SESSIONS);
      Footprint after = Footprint.take(folder);
      double each = (double) (after.heapBytes() - before.heapBytes()) / SESSIONS;
      report.figure("heap before", before.heapBytes() / 1048576.0, "MiB");
      report.figure("heap after", after.heapBytes() / 1048576.0, "MiB");
      report.figure("heap of one session", each / 1024, "KiB", new AtMost(4));
      report.figure("threads before", before.threads(), "");
      report.figure(
          "threads after", after.threads(), "", new AtMost(before.threads() + POOL_GROWTH));
    }
  }

  private AgentSessions start() {
    return AgentSessions.start(
        new H2StoreModule(H2StoreConfig.at(folder.resolve("sessions"))),
        new PtyModule(PtyConfig.at(folder, Map.of())),
        new WorkspaceModule(WorkspaceConfig.at(folder)),
        new SingleUserModule(),
        new SessionModule(
            HostConfig.of(new HostId("bench"), new NodeId("nod-1")), ReconcilerConfig.DEFAULT));
  }

  private void rest(AgentSessions host, int count) throws InterruptedException {
    var moves = new Moves(host.journal(), ProjectId.DEFAULT);
    for (int done = 0; done < count; done += AT_A_TIME) {
      List<SessionId> sessions = new ArrayList<>();
      for (int i = 0; i < AT_A_TIME; i++) {
        sessions.add(create(host));
      }
      moves.await(ACTIVE, AT_A_TIME);
      sessions.forEach(session -> stop(host, session));
      moves.await(STOPPED, AT_A_TIME);
    }
  }

  private SessionId create(AgentSessions host) {
    return host.sessions()
        .create(
            ADA,
            ProjectId.DEFAULT,
            CreateSession.of(SessionSpec.of(new QuickSession(folder))).with(NewWorker.of(PROCESS)))
        .id();
  }

  private static void stop(AgentSessions host, SessionId session) {
    host.sessions()
        .stop(
            ADA,
            ProjectId.DEFAULT,
            new StopSession(Target.of(new SessionRef.ById(session)), Reason.USER));
  }
}
