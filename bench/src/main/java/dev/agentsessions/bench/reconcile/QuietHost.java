package dev.agentsessions.bench.reconcile;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import dev.agentsessions.HostPart;
import dev.agentsessions.SessionModule;
import dev.agentsessions.SingleUserModule;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.host.HostId;
import dev.agentsessions.host.HostLease;
import dev.agentsessions.host.NodeId;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.NewWorker;
import dev.agentsessions.operation.Sessions;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.reconcile.NextLook;
import dev.agentsessions.reconcile.Reconciler;
import dev.agentsessions.reconcile.ReconcilerConfig;
import dev.agentsessions.reconcile.ReconcilerLoop;
import dev.agentsessions.session.QuickSession;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.worker.TerminalWorker;
import java.util.List;
import java.util.Set;

/** A host on a store and a fake runtime, without its threads: nobody passes but who calls. */
final class QuietHost implements AutoCloseable {
  private static final Key<Set<HostPart>> PARTS = Key.get(new TypeLiteral<Set<HostPart>>() {});
  private static final HostConfig CONFIG = HostConfig.of(new HostId("bench"), new NodeId("nod-1"));

  private final Injector injector;
  private final List<HostPart> parts;

  QuietHost(Module store) {
    injector =
        Guice.createInjector(
            store,
            new FakeRuntimeModule(),
            new SingleUserModule(),
            new SessionModule(CONFIG, ReconcilerConfig.DEFAULT));
    parts =
        injector.getInstance(PARTS).stream()
            .filter(part -> !(part instanceof ReconcilerLoop))
            .toList();
    parts.forEach(HostPart::start);
    lease().join();
  }

  HostLease lease() {
    return injector.getInstance(HostLease.class);
  }

  Reconciler reconciler() {
    return injector.getInstance(Reconciler.class);
  }

  /** A session with a terminal that runs. */
  SessionId runningSession() {
    SessionId session =
        injector
            .getInstance(Sessions.class)
            .create(
                Caller.of("ada"),
                ProjectId.DEFAULT,
                CreateSession.of(SessionSpec.of(new QuickSession(FakeRuntimeModule.DIRECTORY)))
                    .with(NewWorker.of(TerminalWorker.LOGIN_SHELL)))
            .id();
    do {
      lease().renew();
    } while (reconciler().pass(session).equals(NextLook.NOW));
    return session;
  }

  @Override
  public void close() {
    parts.forEach(HostPart::close);
  }
}
