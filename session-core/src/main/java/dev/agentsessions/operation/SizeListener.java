package dev.agentsessions.operation;

import dev.agentsessions.worker.WindowSize;

/**
 * Hears of each size of a terminal, before its process does: what the process draws then comes
 * after it, and all clients draw the same.
 */
@FunctionalInterface
public interface SizeListener {
  /**
   * Neither waits nor calls back.
   *
   * @param offset in the process's output; what was printed before it is not of this size yet
   */
  void takes(WindowSize size, long offset);
}
