package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.RunPhase;

/**
 * How a run ends.
 *
 * @param reason CamelCase, for programs
 * @param message for people
 */
record Ending(RunPhase phase, String reason, String message) {
  static final String TIMEOUT = "Timeout";
  static final String SPEC_MODIFIED = "SpecModified";

  static Ending stopped(String message) {
    return new Ending(RunPhase.STOPPED, "User", message);
  }

  static Ending completed() {
    return new Ending(RunPhase.COMPLETED, "RunFinished", "the runner has finished");
  }

  static Ending failed(String reason, String message) {
    return new Ending(RunPhase.FAILED, reason, message);
  }
}
