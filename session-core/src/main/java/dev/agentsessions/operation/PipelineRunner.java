package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.identity.Caller;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException.Stale;
import jakarta.inject.Inject;
import java.util.Set;

/**
 * Runs operations, as the host has edited them. When somebody writes in between, an operation is
 * decided anew: a caller who named a version hears of another one when the session is read, and
 * from whatever else has changed nobody wanted to be told.
 */
final class PipelineRunner {
  private static final int TRIES = 10;

  private final StepRecorder recorder;
  private final Set<PipelineEditor> editors;

  @Inject
  PipelineRunner(StepRecorder recorder, Set<PipelineEditor> editors) {
    this.recorder = requireNonNull(recorder, "recorder");
    this.editors = Set.copyOf(editors);
  }

  /** The pipeline that this host runs. */
  <I> Pipeline<SessionOperation<I>> edited(Pipeline<SessionOperation<I>> pipeline) {
    Pipeline<SessionOperation<I>> edited = pipeline;
    for (PipelineEditor editor : editors) {
      edited = editor.edit(edited);
    }
    return edited;
  }

  <I> SessionOperation<I> run(
      Pipeline<SessionOperation<I>> pipeline, Caller caller, ProjectId project, I request) {
    for (int tries = 1; ; tries++) {
      var operation = new SessionOperation<>(caller, project, request);
      try {
        return pipeline.run(operation, recorder);
      } catch (Stale stale) {
        if (!operation.isLoaded() || tries == TRIES) {
          throw stale;
        }
      }
    }
  }
}
