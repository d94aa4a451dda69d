package dev.agentsessions.examples.program;

import java.util.List;

/** Why this host does not start, for the person who started it: a line for each problem. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What a program exits with that was called wrongly. */
  public static final int EXIT_STATUS = 2;

  public Refusal(List<String> problems) {
    super(String.join("\n", problems));
  }

  public Refusal(String problem, Throwable cause) {
    super(problem, cause);
  }
}
