package dev.agentsessions.telemetry;

import dev.agentsessions.session.SessionException;

/** What figures call an error, in few words that never grow in number. */
public final class Failures {
  /** No error. */
  public static final String NONE = "none";

  private Failures() {}

  /** A refusal by its name; whatever nobody foresaw is a {@code Fault}. */
  public static String reason(Throwable failure) {
    return failure instanceof SessionException refused
        ? refused.getClass().getSimpleName()
        : "Fault";
  }
}
