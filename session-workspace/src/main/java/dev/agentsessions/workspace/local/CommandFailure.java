package dev.agentsessions.workspace.local;

/** A repository's own command did not do what it is for; what it printed is in the output. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param problem for people, to follow the name of the command
   */
  CommandFailure(String problem) {
    super(problem);
  }
}
