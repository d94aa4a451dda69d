package dev.agentsessions.operation;

/**
 * Is told of every pipeline and every step that runs, to measure and to trace. Safe for many
 * threads; must not throw.
 */
@FunctionalInterface
public interface StepRecorder {
  /** Records nothing. */
  StepRecorder NONE = (pipeline, step) -> Running.IGNORED;

  /** A pipeline begins on this thread; its steps follow. */
  default Running begin(String pipeline) {
    return Running.IGNORED;
  }

  /** A step begins on this thread. */
  Running begin(String pipeline, String step);

  /** A pipeline or a step that runs; closed when it is over. */
  interface Running extends AutoCloseable {
    /** Nobody looks. */
    Running IGNORED =
        new Running() {
          @Override
          public void failed(Throwable failure) {}

          @Override
          public void close() {}
        };

    /** It failed; told before it is closed. */
    void failed(Throwable failure);

    @Override
    void close();
  }
}
