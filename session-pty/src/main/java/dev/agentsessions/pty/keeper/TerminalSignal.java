package dev.agentsessions.pty.keeper;

/** A signal that may be sent to what runs in the foreground of a terminal. */
public enum TerminalSignal {
  HUP(1, 1),
  INT(2, 2),
  QUIT(3, 3),
  KILL(9, 9),
  USR1(10, 30),
  USR2(12, 31),
  TERM(15, 15),
  CONT(18, 19),
  TSTP(20, 18);

  private final int number;

  TerminalSignal(int onLinux, int elsewhere) {
    this.number = System.getProperty("os.name").equals("Linux") ? onLinux : elsewhere;
  }

  /** Its number on this system: on Linux, or on a Mac or a BSD, on every processor. */
  public int number() {
    return number;
  }
}
