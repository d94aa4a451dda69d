package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.content.ContentAddress;
import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** An operator with one thread, for sessions of which none needs anything. */
public final class QuietOperator implements AutoCloseable {
  private static final long LONG_SECONDS = 300;

  private final Tools tools;
  private final Counted reconciler;
  private final Operator operator;

  QuietOperator(KubernetesClient client, OperatorConfig config, InstantSource clock) {
    tools = Tools.of(client, config, clock, ContentAddress.IN_CLUSTER);
    reconciler = new Counted(new SessionReconciler(tools));
    operator =
        new Operator(
            settings ->
                settings
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withConcurrentReconciliationThreads(1));
    operator.register(reconciler, settings -> settings.settingNamespace(config.namespace()));
  }

  /** Returns when it has looked at so many sessions. */
  void start(int sessions) throws InterruptedException {
    operator.start();
    reconciler.awaitPasses(sessions);
  }

  /** Looks at each session once more, as it does every 15 seconds. */
  public void lookAtAll(int sessions) throws InterruptedException {
    reconciler.reconciler.lookAtDue();
    reconciler.awaitPasses(sessions);
  }

  @Override
  public void close() {
    operator.stop();
    tools.clones().close();
  }

  @ControllerConfiguration(name = "counted", triggerReconcilerOnAllEvents = true)
  private static final class Counted implements Reconciler<AgenticSession> {
    final SessionReconciler reconciler;
    private final Semaphore passes = new Semaphore(0);

    Counted(SessionReconciler reconciler) {
      this.reconciler = reconciler;
    }

    @Override
    public List<EventSource<?, AgenticSession>> prepareEventSources(
        EventSourceContext<AgenticSession> context) {
      return reconciler.prepareEventSources(context);
    }

    @Override
    public UpdateControl<AgenticSession> reconcile(
        AgenticSession session, Context<AgenticSession> context) {
      UpdateControl<AgenticSession> nothing = reconciler.reconcile(session, context);
      passes.release(); // not one that failed
      return nothing;
    }

    void awaitPasses(int count) throws InterruptedException {
      if (!passes.tryAcquire(count, LONG_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("only " + passes.availablePermits() + " passes succeeded");
      }
    }
  }
}
