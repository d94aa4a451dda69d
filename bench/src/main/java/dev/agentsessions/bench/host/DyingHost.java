package dev.agentsessions.bench.host;

import static dev.agentsessions.session.SessionState.ACTIVE;

import dev.agentsessions.AgentSessions;
import dev.agentsessions.SessionModule;
import dev.agentsessions.SingleUserModule;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.reconcile.ReconcilerConfig;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.store.postgres.PostgresStoreConfig;
import dev.agentsessions.store.postgres.PostgresStoreModule;
import dev.agentsessions.testkit.FakeRuntimeModule;
import dev.agentsessions.worker.TerminalWorker;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A program that makes sessions run on a database, says so, and waits to be killed. */
final class DyingHost {
  static final HostId ID = new HostId("dying");
  static final NodeId NODE = new NodeId("nod-1");
  private static final int AT_A_TIME = 50;

  private DyingHost() {}

  /**
   * @param arguments the database's URL, user and password, and how many sessions
   */
  public static void main(String[] arguments) throws InterruptedException {
    AgentSessions host =
        start(
            ID,
            PostgresStoreConfig.at(arguments[0], arguments[1], arguments[2]),
            new FakeRuntimeModule());
    var request =
        CreateSession.of(SessionSpec.of(new QuickSession(Path.of("/srv/work"))))
            .with(NewWorker.of(TerminalWorker.LOGIN_SHELL));
    var moves = new Moves(host.journal(), ProjectId.DEFAULT);
    int sessions = Integer.parseInt(arguments[3]);
    for (int made = 0; made < sessions; made++) {
      host.sessions().create(Caller.of("ada"), ProjectId.DEFAULT, request);
      if ((made + 1) % AT_A_TIME == 0) {
        moves.await(ACTIVE, AT_A_TIME);
      }
    }
    System.out.println("ready");
    new CountDownLatch(1).await();
  }

  static AgentSessions start(HostId id, PostgresStoreConfig store, FakeRuntimeModule runtime) {
    return AgentSessions.start(
        new PostgresStoreModule(store),
        runtime,
        new SingleUserModule(),
        new SessionModule(HostConfig.of(id, NODE), ReconcilerConfig.DEFAULT));
  }
}
