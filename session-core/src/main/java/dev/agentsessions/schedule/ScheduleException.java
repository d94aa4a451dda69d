package dev.agentsessions.schedule;

/** What only whoever deals with schedules may be told. */
public abstract sealed class ScheduleException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private ScheduleException(String message) {
    super(message);
  }

  /** The schedule is suspended already, or is not. Nothing changed. */
  public static final class WrongState extends ScheduleException {
    private static final long serialVersionUID = 1;

    /**
     * @param what is refused: {@code suspend} or {@code resume}
     */
    public WrongState(Schedule schedule, String what) {
      super(
          "%s is refused while schedule %s is %s"
              .formatted(
                  what, schedule.name(), schedule.suspended() ? "suspended" : "not suspended"));
    }
  }
}
