package dev.agentsessions.workspace;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

/**
 * How far a clone is that is being made.
 *
 * @param percent of this step, 0..100
 */
public record CloneProgress(Step step, int percent) {
  /** In this order, each of them once; a small clone leaves some out. */
  public enum Step {
    /** The remote makes ready what it sends. */
    COMPRESSING("compressing objects"),
    RECEIVING("receiving objects"),
    RESOLVING("resolving deltas"),
    WRITING("writing files");

    private final String words;

    Step(String words) {
      this.words = words;
    }
  }

  public CloneProgress {
    requireNonNull(step, "step");
    checkArgument(percent >= 0 && percent <= 100, "percent: %s", percent);
  }

  /** In steps of ten percent, for who shall not be told more than some ten times. */
  public CloneProgress coarse() {
    return new CloneProgress(step, percent / 10 * 10);
  }

  /** For people, such as {@code receiving objects, 42 %}. */
  public String inWords() {
    return step.words + ", " + percent + " %";
  }
}
