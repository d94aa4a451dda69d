package dev.agentsessions.reconcile;

/** The host that runs is killed here. An Error, so that nothing under test catches it. */
final class SimulatedCrash extends Error {
  private static final long serialVersionUID = 1;

  SimulatedCrash() {
    super("kill -9", null, false, false);
  }
}
