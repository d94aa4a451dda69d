package dev.agentsessions.pty.keeper;

/** A signal that may be sent to what runs in the foreground of a terminal. */
public enum TerminalSignal {
  HUP(1),
  INT(2),
  QUIT(3),
  KILL(9),
  USR1(10),
  USR2(12),
  TERM(15),
  CONT(18),
  TSTP(20);

  private final int number;

  TerminalSignal(int number) {
    this.number = number;
  }

  /** Its number on Linux, on every processor that is supported. */
  public int number() {
    return number;
  }
}
