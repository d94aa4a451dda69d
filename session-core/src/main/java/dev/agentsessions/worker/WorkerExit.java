package dev.agentsessions.worker;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a process ended: by itself with a code, or by a signal; never both, and neither when nobody
 * saw it.
 *
 * @param code 0..255
 * @param signal its number, above 0
 */
public record WorkerExit(
    OptionalInt code, OptionalInt signal, Cause cause, Optional<String> message) {
  /** Whether somebody asked for it. */
  public enum Cause {
    MANAGED,
    UNEXPECTED
  }

  public WorkerExit {
    requireNonNull(code, "code");
    requireNonNull(signal, "signal");
    requireNonNull(cause, "cause");
    requireNonNull(message, "message");
    checkArgument(code.isEmpty() || signal.isEmpty(), "an exit has a code or a signal");
  }

  public static WorkerExit code(int code, Cause cause) {
    return new WorkerExit(OptionalInt.of(code), OptionalInt.empty(), cause, Optional.empty());
  }

  public static WorkerExit signal(int signal, Cause cause) {
    return new WorkerExit(OptionalInt.empty(), OptionalInt.of(signal), cause, Optional.empty());
  }

  /** It never ran: why, for people. */
  public static WorkerExit failed(String message) {
    return new WorkerExit(
        OptionalInt.empty(), OptionalInt.empty(), Cause.UNEXPECTED, Optional.of(message));
  }

  /** It ended, and nobody saw how. */
  public static WorkerExit unseen(Cause cause) {
    return new WorkerExit(OptionalInt.empty(), OptionalInt.empty(), cause, Optional.empty());
  }

  /** Whether it says how it ended, or why it never ran. */
  public boolean isKnown() {
    return code.isPresent() || signal.isPresent() || message.isPresent();
  }

  /** For people: {@code exit code 3}, {@code signal 9}, or why it never ran. */
  public String inWords() {
    return message.orElseGet(
        () ->
            signal.isPresent()
                ? "signal " + signal.getAsInt()
                : code.isPresent() ? "exit code " + code.getAsInt() : "nobody saw how it ended");
  }

  public boolean isClean() {
    return code.isPresent() && code.getAsInt() == 0;
  }
}
