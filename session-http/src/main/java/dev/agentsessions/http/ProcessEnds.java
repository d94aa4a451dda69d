package dev.agentsessions.http;

import java.time.Duration;

/** How many ends of processes a content service has seen, for owners that wait for the next. */
public interface ProcessEnds {
  long count();

  /**
   * Waits until there is another count, or the program is about to end.
   *
   * @param wait the longest, above zero
   */
  void await(long known, Duration wait) throws InterruptedException;
}
