package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Pass} of each event of the framework. Finalizers and statuses are written by the
 * pass, under the version that it judged, not by the framework.
 */
@ControllerConfiguration(
    name = "agentic-sessions",
    fieldManager = Writes.MANAGER,
    generationAwareEventProcessing = false, // that is for the filter to tell
    informer = @Informer(onUpdateFilter = WishChanged.class),
    triggerReconcilerOnAllEvents = true)
final class SessionReconciler implements Reconciler<AgenticSession> {
  private final Tools tools;

  private volatile @Nullable DueSessions due;

  SessionReconciler(Tools tools) {
    this.tools = tools;
  }

  @Override
  public List<EventSource<?, AgenticSession>> prepareEventSources(
      EventSourceContext<AgenticSession> context) {
    var secrets = Look.secrets(context);
    DueSessions made = new DueSessions(tools, context.getPrimaryCache(), secrets);
    due = made;
    tools.clones().tell(made::look);
    return Stream.concat(Look.watches(secrets, context).stream(), Stream.of(made)).toList();
  }

  @Override
  public UpdateControl<AgenticSession> reconcile(
      AgenticSession session, Context<AgenticSession> context) {
    if (!context.isPrimaryResourceDeleted() && !tools.leadership().isLost()) {
      Writes writes = new Writes(session, context, tools);
      new Pass(session, seen -> Look.at(seen, context, tools.clones()), writes, tools).run();
    }
    return UpdateControl.noUpdate();
  }

  void lookAtDue() {
    DueSessions present = due;
    if (present != null) {
      present.sweep();
    }
  }
}
