package dev.agentsessions.workspace.local;

/** Git could not be run, did not come to an end, or refused. */
final class GitFailure extends RuntimeException {
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
}
