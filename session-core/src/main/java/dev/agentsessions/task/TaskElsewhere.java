package dev.agentsessions.task;

/**
 * Another machine has to do this work: no attempt was made, and none is counted. It is offered
 * again, to whoever looks first.
 */
public final class TaskElsewhere extends Exception {
  private static final long serialVersionUID = 1;

  private TaskElsewhere() {
    super("this is another machine's to do");
  }

  /**
   * @param here whether it is this machine's to do
   */
  public static void unless(boolean here) throws TaskElsewhere {
    if (!here) {
      throw new TaskElsewhere();
    }
  }
}
