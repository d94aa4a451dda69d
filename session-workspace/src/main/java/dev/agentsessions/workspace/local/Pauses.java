package dev.agentsessions.workspace.local;

import java.time.Duration;

/** How to wait. */
@FunctionalInterface
interface Pauses {
  Pauses REAL = Thread::sleep;

  void sleep(Duration time) throws InterruptedException;
}
