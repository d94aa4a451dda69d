package dev.agentsessions.task;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Why an attempt failed. */
public record TaskFailure(Throwable cause) {
  private static final int MAX_LENGTH = 500;

  public TaskFailure {
    requireNonNull(cause, "cause");
  }

  /** Whether nothing was tried, since another machine has to. */
  public boolean isElsewhere() {
    return cause instanceof TaskElsewhere;
  }

  /** What is kept as {@link Task#lastError}, at most 500 characters of it. */
  public String message() {
    String message =
        Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
    return message.length() <= MAX_LENGTH ? message : message.substring(0, MAX_LENGTH) + "…";
  }
}
