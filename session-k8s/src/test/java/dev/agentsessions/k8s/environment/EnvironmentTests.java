package dev.agentsessions.k8s.environment;

import dev.agentsessions.k8s.operator.ClusterTests;
import dev.agentsessions.k8s.operator.OperatorBench;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.LifecycleEvent;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionKind;
import dev.agentsessions.testkit.store.SampleSession;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Each test has a namespace with an operator and a host; a class shares a cluster(). */
abstract class EnvironmentTests extends ClusterTests {
  OperatorBench bench;
  HostBench host;
  private int sessions;

  @BeforeEach
  void openBench() {
    bench = new OperatorBench(cluster());
    bench.start();
    host = new HostBench(cluster(), bench.namespace());
  }

  @AfterEach
  void closeBench() {
    host.close();
    bench.close();
  }

  /** Another one of the same store. */
  HostBench anotherHost() {
    return new HostBench(cluster(), bench.namespace());
  }

  Session session() {
    return session(new AgenticSession(List.of(), Optional.empty()));
  }

  Session session(SessionKind kind) {
    return session("ses-" + ++sessions, kind);
  }

  static Session session(String id, SessionKind kind) {
    return new SampleSession(new SessionId(id), ProjectId.DEFAULT, "sample").kind(kind).build();
  }

  static Session active(Session session) {
    return session
        .after(LifecycleEvent.SPAWN, SampleSession.NOON)
        .after(LifecycleEvent.ACTIVATE, SampleSession.NOON);
  }

  static String name(Session session) {
    return session.id().value();
  }
}
