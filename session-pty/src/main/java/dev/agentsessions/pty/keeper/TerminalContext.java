package dev.agentsessions.pty.keeper;

/**
 * What all terminals of a keeper share.
 *
 * @param keeper its id, by which its processes are marked
 * @param loop whose thread reads them
 * @param ends told when they end
 * @param inputIds of what they were typed
 * @param inputLimit the most bytes that wait for one of them
 */
record TerminalContext(
    String keeper, EventLoop loop, EndCount ends, InputIds inputIds, int inputLimit) {
  /** What the processes of a worker carry. */
  WorkerMark mark(SpawnSpec spec) {
    return new WorkerMark(keeper, spec.worker(), spec.epoch());
  }
}
