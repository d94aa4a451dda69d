package dev.agentsessions.operation;

/**
 * How a host adds, replaces or reorders steps: a set of these is bound in Guice, and each sees
 * every pipeline once, at start.
 *
 * <pre>{@code
 * public <I> Pipeline<SessionOperation<I>> edit(Pipeline<SessionOperation<I>> pipeline) {
 *   return pipeline.after("authorize", new Step<>("quota", operation -> quota.check(operation.caller())));
 * }
 * }</pre>
 */
public interface PipelineEditor {
  /** Answers the pipeline to use, which may be the same. */
  <I> Pipeline<SessionOperation<I>> edit(Pipeline<SessionOperation<I>> pipeline);
}
