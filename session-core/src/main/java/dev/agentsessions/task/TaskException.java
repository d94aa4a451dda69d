package dev.agentsessions.task;

/** What whoever deals with tasks may be told, one case for each way out. */
public abstract sealed class TaskException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private TaskException(String message) {
    super(message);
  }

  /** There is no such task, or it was cancelled. */
  public static final class NotFound extends TaskException {
    private static final long serialVersionUID = 1;

    public NotFound(TaskId task) {
      super("not found: task " + task);
    }
  }

  /** The task's state does not allow it. Nothing changed. */
  public static final class WrongState extends TaskException {
    private static final long serialVersionUID = 1;
    private final TaskState state;

    /**
     * @param what is refused: {@code retry} or {@code cancel}
     */
    public WrongState(Task task, String what) {
      super(what + " is refused while task " + task.id() + " is " + task.state());
      this.state = task.state();
    }

    public TaskState state() {
      return state;
    }
  }

  /** Too much work waits already. Nothing was enqueued: wait, or cancel some. */
  public static final class LimitReached extends TaskException {
    private static final long serialVersionUID = 1;

    public LimitReached(int unfinished) {
      super(unfinished + " tasks wait or run already");
    }
  }
}
