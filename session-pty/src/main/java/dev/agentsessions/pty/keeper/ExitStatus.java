package dev.agentsessions.pty.keeper;

/** How a process ended. */
public sealed interface ExitStatus {
  /**
   * It ended by itself.
   *
   * @param code 0..255
   */
  record Code(int code) implements ExitStatus {}

  /**
   * A signal ended it.
   *
   * @param signal its number, above 0
   */
  record Signalled(int signal) implements ExitStatus {}

  /**
   * It never ran.
   *
   * @param code 127 if there is no such program or directory, 126 if it cannot be run, as shells
   *     say
   * @param message why; also the last line of the output
   */
  record NotRun(int code, String message) implements ExitStatus {}

  /** It ended and somebody else took its status; never told as 0. */
  record Unknown() implements ExitStatus {}
}
