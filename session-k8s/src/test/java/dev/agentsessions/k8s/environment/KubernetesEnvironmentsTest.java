package dev.agentsessions.k8s.environment;

import dev.agentsessions.k8s.operator.Fates;
import dev.agentsessions.session.Session;
import dev.agentsessions.testkit.workspace.RunsContract;
import dev.agentsessions.workspace.Environments;

final class KubernetesEnvironmentsTest extends EnvironmentTests implements RunsContract {
  @Override
  public Environments environments() {
    return host.environments();
  }

  @Override
  public Session possible() {
    return session();
  }

  @Override
  public Session impossible() {
    Session session = session();
    bench.fate(name(session), Fates.waiting("ErrImagePull"));
    return session;
  }

  @Override
  public void lose(Session session) {
    bench.delete(name(session));
  }

  @Override
  public void complete(Session session) {
    bench.fate(name(session), Fates.exit(0));
  }
}
