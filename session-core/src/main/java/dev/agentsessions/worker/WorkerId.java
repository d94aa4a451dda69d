package dev.agentsessions.worker;

import static com.google.common.base.Preconditions.checkArgument;

import dev.agentsessions.identity.IdForm;

/** {@code wrk-} and a lower-case ULID; imported ids are kept as they are. */
public record WorkerId(String value) {
  public static final String PREFIX = "wrk-";

  /**
   * Under which the output of what prepares a session's worktree is kept; no worker has it, as it
   * is no ULID.
   */
  public static final WorkerId SETUP = new WorkerId("wrk-setup");

  public WorkerId {
    checkArgument(isOne(value), "not a worker id: %s", value);
  }

  /** Whether a text is one. */
  public static boolean isOne(String text) {
    return IdForm.matches(text, "-");
  }

  @Override
  public String toString() {
    return value;
  }
}
