package dev.agentsessions.k8s.environment;

import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.Pipeline;
import dev.agentsessions.operation.Pipeline.Step;
import dev.agentsessions.operation.PipelineEditor;
import dev.agentsessions.operation.SessionOperation;
import dev.agentsessions.session.SessionException.Invalid;
import jakarta.inject.Inject;

/** Refuses sessions of a runtime that this host has not, before they are there. */
final class ClusterRuntime implements PipelineEditor {
  @Inject
  ClusterRuntime() {}

  @Override
  public <I> Pipeline<SessionOperation<I>> edit(Pipeline<SessionOperation<I>> pipeline) {
    return pipeline.after("authorize", new Step<>("on-the-cluster", ClusterRuntime::check));
  }

  private static void check(SessionOperation<?> operation) {
    if (operation.input() instanceof CreateSession create) {
      Invalid.check(
          create.spec().runtime().equals(KubernetesEnvironmentsModule.KUBERNETES),
          "spec.runtime",
          "must be kubernetes: this host runs nothing on its own machine");
    }
  }
}
