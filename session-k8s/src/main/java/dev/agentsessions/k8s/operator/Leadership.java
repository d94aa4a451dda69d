package dev.agentsessions.k8s.operator;

/** Whether this operator is the one that acts. Safe for many threads. */
final class Leadership {
  private volatile boolean lost;

  void gain() {
    lost = false;
  }

  void lose() {
    lost = true;
  }

  boolean isLost() {
    return lost;
  }

  /**
   * Called before each write: a pass that began as the leader's may not end as it.
   *
   * @throws IllegalStateException if another operator may act
   */
  void check() {
    if (lost) {
      throw new IllegalStateException("another operator leads");
    }
  }
}
