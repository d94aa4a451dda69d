package dev.agentsessions.session;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One aspect of what is observed.
 *
 * @param type CamelCase, such as {@code WorkersRunning}; unique in a session
 * @param message for people, may be empty
 * @param lastTransitionTime when {@code status} last changed
 * @param observedGeneration of the spec it speaks of; 0 until it first succeeded
 */
public record Condition(
    String type,
    Status status,
    Reason reason,
    String message,
    Instant lastTransitionTime,
    long observedGeneration) {
  public static final String TIMEOUT = "Timeout";
  public static final String WORKERS_RUNNING = "WorkersRunning";
  public static final String ENVIRONMENT_READY = "EnvironmentReady";
  public static final String RESTART_LIMIT = "RestartLimit";
  public static final String NODE_UNREACHABLE = "NodeUnreachable";
  public static final String REPOS_RECONCILED = "ReposReconciled";
  public static final String WORKFLOW_RECONCILED = "WorkflowReconciled";
  public static final String BRANCH_RENAMED = "BranchRenamed";

  /** False: what was to be pushed when the session came to rest is not, and why (G-03). */
  public static final String AUTO_PUSHED = "AutoPushed";

  /**
   * Whether agents have the model that was last asked for (S-24). False: they did not take it, and
   * have the one before again; Unknown: they were just told.
   */
  public static final String MODEL_SWITCHED = "ModelSwitched";

  /** Whether the files of a session on a cluster can be reached, also while it rests (R-A31). */
  public static final String CONTENT_ACCESS = "ContentAccess";

  /** Whether the aspect holds. */
  public enum Status {
    TRUE,
    FALSE,
    UNKNOWN
  }

  public Condition {
    checkArgument(!type.isBlank(), "a condition needs a type");
    requireNonNull(status, "status");
    requireNonNull(reason, "reason");
    requireNonNull(message, "message");
    requireNonNull(lastTransitionTime, "lastTransitionTime");
    checkArgument(observedGeneration >= 0, "generation is not negative: %s", observedGeneration);
  }
}
