package dev.agentsessions.examples.kubernetes;

import dev.agentsessions.k8s.environment.KubernetesEnvironmentsModule;
import dev.agentsessions.operation.CreateSession;
import dev.agentsessions.operation.Pipeline;
import dev.agentsessions.operation.Pipeline.Step;
import dev.agentsessions.operation.PipelineEditor;
import dev.agentsessions.operation.SessionOperation;
import dev.agentsessions.session.SessionException.Invalid;
import jakarta.inject.Inject;

/** Refuses sessions of a runtime that this host has not, before they are there. */
final class ClusterOnly implements PipelineEditor {
  @Inject
  ClusterOnly() {}

  @Override
  public <I> Pipeline<SessionOperation<I>> edit(Pipeline<SessionOperation<I>> pipeline) {
    return pipeline.after("authorize", new Step<>("on-the-cluster", ClusterOnly::check));
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
