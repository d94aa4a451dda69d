package dev.agentsessions.pty;

/** What local workers' terminals are made with. */
public enum Terminals {
  /** System calls of Linux with glibc 2.34 or later. All that is promised, at the least cost. */
  LINUX,

  /**
   * The library pty4j, on Linux, macOS and FreeBSD. The same promises but two: what a host that
   * died has left is not found, and a stop does not find who left the session of its terminal and
   * lost its parents. A thread more for each worker.
   */
  PTY4J;

  /** What is best here. */
  public static Terminals ofThisSystem() {
    return System.getProperty("os.name").equals("Linux") ? LINUX : PTY4J;
  }
}
