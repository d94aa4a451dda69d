package dev.agentsessions.worker;

import dev.agentsessions.session.SessionException;
import java.util.List;

/**
 * A login shell, or a given program, on a PTY.
 *
 * @param command argv; empty: the user's login shell
 */
public record TerminalWorker(List<String> command) implements WorkerKind {
  public static final TerminalWorker LOGIN_SHELL = new TerminalWorker(List.of());

  public TerminalWorker {
    command = List.copyOf(command);
    SessionException.Invalid.check(
        command.stream().noneMatch(argument -> argument.indexOf('\0') >= 0),
        "command",
        "must not contain NUL");
    SessionException.Invalid.check(
        command.isEmpty() || !command.getFirst().isEmpty(), "command", "must name a program");
  }
}
