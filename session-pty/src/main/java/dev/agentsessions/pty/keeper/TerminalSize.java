package dev.agentsessions.pty.keeper;

/**
 * A terminal's size in character cells.
 *
 * @param cols 1..1000
 * @param rows 1..1000
 */
public record TerminalSize(int cols, int rows) {
  private static final int MOST = 1000;

  /** Checks both sides. */
  public TerminalSize {
    if (cols < 1 || cols > MOST || rows < 1 || rows > MOST) {
      throw new IllegalArgumentException("not within 1..1000 each way: " + cols + "x" + rows);
    }
  }
}
