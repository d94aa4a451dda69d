package dev.agentsessions.worker;

import dev.agentsessions.session.SessionException;

/** A terminal's size in character cells, 1..1000 each way. */
public record WindowSize(int cols, int rows) {
  public static final WindowSize DEFAULT = new WindowSize(120, 30);
  private static final int MAX = 1000;

  public WindowSize {
    SessionException.Invalid.check(cols >= 1 && cols <= MAX, "cols", "must be within 1..1000");
    SessionException.Invalid.check(rows >= 1 && rows <= MAX, "rows", "must be within 1..1000");
  }
}
