package dev.agentsessions.workspace.local;

import java.time.Duration;

/** Git could not be run, did not come to an end, or refused. */
class GitFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String problem;

  /**
   * @param problem for people
   */
  GitFailure(String problem) {
    super(problem);
    this.problem = problem;
  }

  GitFailure(String problem, Throwable cause) {
    super(problem, cause);
    this.problem = problem;
  }

  String problem() {
    return problem;
  }

  /** It ran, and would not do what it was told. */
  static final class Refused extends GitFailure {
    private static final long serialVersionUID = 1;

    Refused(String problem) {
      super(problem);
    }
  }

  /** It was ended, since it took too long. */
  static final class TooLong extends GitFailure {
    private static final long serialVersionUID = 1;

    TooLong(String command, Duration limit) {
      super(command + " took git longer than " + limit);
    }
  }
}
