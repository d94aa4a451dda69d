package dev.agentsessions.operation;

/** Names the step that failed; suppressed in the error itself, which keeps its type and cause. */
public final class StepFailed extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final String pipeline;
  private final String step;

  StepFailed(String pipeline, String step) {
    super("in step " + step + " of " + pipeline, null, false, false); // no stack: the error has it
    this.pipeline = pipeline;
    this.step = step;
  }

  public String pipeline() {
    return pipeline;
  }

  public String step() {
    return step;
  }
}
