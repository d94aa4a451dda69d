package dev.agentsessions.session;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What is observed of a session. Written by its owner, and by operations that move it (start, stop,
 * delete).
 *
 * @param version for compare-and-set between the owner and moving operations; callers see {@link
 *     Revision#version} instead
 * @param reason why it is in its state
 * @param ending where it goes; present exactly while TERMINATING
 */
public record SessionStatus(
    long version,
    SessionState state,
    Optional<Reason> reason,
    Optional<String> message,
    Optional<Ending> ending,
    Conditions conditions,
    Run run) {
  public static final SessionStatus CREATED =
      new SessionStatus(
          1,
          SessionState.CREATED,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Conditions.NONE,
          Run.NONE);

  public SessionStatus {
    checkArgument(version > 0, "version starts at 1: %s", version);
    requireNonNull(state, "state");
    requireNonNull(reason, "reason");
    requireNonNull(message, "message");
    requireNonNull(ending, "ending");
    requireNonNull(conditions, "conditions");
    requireNonNull(run, "run");
    checkArgument(
        ending.isPresent() == (state == SessionState.TERMINATING),
        "an ending is known exactly while TERMINATING, not: %s %s",
        state,
        ending);
  }

  /** Why the run has failed, or is ended as failed, for people; empty if it did not fail. */
  public Optional<String> failure() {
    boolean failed =
        state == SessionState.FAILED
            || ending.filter(goal -> goal.target() == Ending.Target.FAILED).isPresent();
    return failed ? message.or(() -> reason.map(Reason::value)) : Optional.empty();
  }

  /** Orphaned exactly if the last run failed for want of what it works on. */
  public Recovery recovery() {
    return reason
        .filter(told -> state == SessionState.FAILED && Recovery.Orphaned.isTold(told))
        .<Recovery>map(Recovery.Orphaned::new)
        .orElse(Recovery.HEALTHY);
  }

  /** The same, of a session whose workspace is to begin with another one's files. */
  public SessionStatus copying(SessionId source) {
    return withRun(run.copying(source));
  }

  public SessionStatus withVersion(long version) {
    return new SessionStatus(version, state, reason, message, ending, conditions, run);
  }

  public SessionStatus withConditions(Conditions conditions) {
    return new SessionStatus(version, state, reason, message, ending, conditions, run);
  }

  SessionStatus withRun(Run run) {
    return new SessionStatus(version, state, reason, message, ending, conditions, run);
  }

  SessionStatus because(Reason reason, String message) {
    return new SessionStatus(
        version, state, Optional.of(reason), Optional.of(message), ending, conditions, run);
  }
}
