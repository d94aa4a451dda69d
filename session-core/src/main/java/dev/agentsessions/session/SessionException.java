package dev.agentsessions.session;

import dev.agentsessions.host.Fence;
import org.jspecify.annotations.Nullable;

/** What a caller may be told, one case for each way out. Each interface maps it once. */
public abstract sealed class SessionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private SessionException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** There is no such thing, or not for this caller. */
  public static final class NotFound extends SessionException {
    private static final long serialVersionUID = 1;

    public NotFound(String what) {
      super("not found: " + what, null);
    }
  }

  /** A name, id or role is taken. Nothing was written. */
  public static final class AlreadyExists extends SessionException {
    private static final long serialVersionUID = 1;
    private final String field;
    private final String holder;

    /**
     * @param field what is taken, such as {@code name}
     * @param holder the id of who has it
     */
    public AlreadyExists(String field, String value, String holder) {
      super(field + " is taken: " + value + " belongs to " + holder, null);
      this.field = field;
      this.holder = holder;
    }

    public String field() {
      return field;
    }

    public String holder() {
      return holder;
    }
  }

  /** It still holds something, so it is not deleted. Nothing changed. */
  public static final class NotEmpty extends SessionException {
    private static final long serialVersionUID = 1;

    /**
     * @param what is in it, as in "sessions"
     */
    public NotEmpty(String container, String what) {
      super(container + " still has " + what, null);
    }
  }

  /** It comes with the host, and no caller changes it. Nothing changed. */
  public static final class Fixed extends SessionException {
    private static final long serialVersionUID = 1;

    /**
     * @param why for people
     */
    public Fixed(String what, String why) {
      super(what + " cannot be changed: " + why, null);
    }
  }

  /** The state does not allow it. Nothing changed. */
  public static final class IllegalTransition extends SessionException {
    private static final long serialVersionUID = 1;
    private final SessionState state;
    private final LifecycleEvent event;

    /**
     * @param reason for people
     */
    public IllegalTransition(SessionState state, LifecycleEvent event, String reason) {
      super(event + " is refused while " + state.phase() + ": " + reason, null);
      this.state = state;
      this.event = event;
    }

    public SessionState state() {
      return state;
    }

    public LifecycleEvent event() {
      return event;
    }
  }

  /**
   * The session's phase does not allow it, and no move of its life is asked for. Nothing changed.
   */
  public static final class WrongPhase extends SessionException {
    private static final long serialVersionUID = 1;
    private final SessionState state;

    /**
     * @param way out, as a request to the caller
     */
    public WrongPhase(SessionState state, String what, String way) {
      super(what + " is refused while " + state.phase() + ": " + way, null);
      this.state = state;
    }

    public SessionState state() {
      return state;
    }
  }

  /** Nobody knows who asks: there is no credential, or none that is good. */
  public static final class Unauthenticated extends SessionException {
    private static final long serialVersionUID = 1;

    public Unauthenticated(String message) {
      super(message, null);
    }
  }

  /** The caller may not. */
  public static final class Denied extends SessionException {
    private static final long serialVersionUID = 1;

    public Denied(String message) {
      super(message, null);
    }
  }

  /** A value has the wrong form. */
  public static final class Invalid extends SessionException {
    private static final long serialVersionUID = 1;
    private final String field;
    private final String problem;

    /**
     * @param field its path in the request, such as {@code spec.location}
     */
    public Invalid(String field, String problem) {
      super(field + " " + problem, null);
      this.field = field;
      this.problem = problem;
    }

    public String field() {
      return field;
    }

    /** What is wrong with the value, without the field. */
    public String problem() {
      return problem;
    }

    /**
     * @throws Invalid if the condition does not hold
     */
    public static void check(boolean holds, String field, String problem) {
      if (!holds) {
        throw new Invalid(field, problem);
      }
    }
  }

  /**
   * The request is well-formed, but the world disagrees: no directory, no repository, no branch.
   */
  public static final class Unsatisfied extends SessionException {
    private static final long serialVersionUID = 1;
    private final String field;
    private final String problem;

    public Unsatisfied(String field, String problem) {
      super(field + " " + problem, null);
      this.field = field;
      this.problem = problem;
    }

    public String field() {
      return field;
    }

    /** What the world lacks, without the field. */
    public String problem() {
      return problem;
    }
  }

  /** Somebody wrote first. Nothing was written: read and decide again. */
  public static final class Stale extends SessionException {
    private static final long serialVersionUID = 1;

    public Stale(String what, long version) {
      super(what + " changed since version " + version + " was read", null);
    }
  }

  /** Somebody else owns the session now. Nothing happened, and nothing will: stop acting on it. */
  public static final class StaleFence extends SessionException {
    private static final long serialVersionUID = 1;

    public StaleFence(SessionId session, Fence refused, Fence highest) {
      super(session + ": fence " + refused.value() + " is behind " + highest.value(), null);
    }
  }

  /** A limit is reached: wait, or free something. */
  public static final class LimitReached extends SessionException {
    private static final long serialVersionUID = 1;
    private final String limit;

    public LimitReached(String limit, long value) {
      super("limit reached: " + limit + " is " + value, null);
      this.limit = limit;
    }

    public String limit() {
      return limit;
    }
  }

  /** Too many bytes: send less. */
  public static final class TooLarge extends SessionException {
    private static final long serialVersionUID = 1;

    public TooLarge(String what, long bytes, long max) {
      super(what + " has " + bytes + " bytes, at most " + max + " are taken", null);
    }
  }

  /** Nothing happened: try later. */
  public static final class Unavailable extends SessionException {
    private static final long serialVersionUID = 1;

    public Unavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** Perhaps it happened: read back, then decide. */
  public static final class OutcomeUnknown extends SessionException {
    private static final long serialVersionUID = 1;

    public OutcomeUnknown(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
