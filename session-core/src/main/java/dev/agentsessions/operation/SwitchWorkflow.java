package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.ActiveWorkflow;
import java.util.Optional;

/**
 * The workflow that a session's agents shall run in (S-23).
 *
 * @param workflow absent: none, so that they run at the top of the workspace
 */
public record SwitchWorkflow(Target target, Optional<ActiveWorkflow> workflow) {
  public SwitchWorkflow {
    requireNonNull(target, "target");
    requireNonNull(workflow, "workflow");
  }

  public SwitchWorkflow(Target target, ActiveWorkflow workflow) {
    this(target, Optional.of(workflow));
  }

  public static SwitchWorkflow toNone(Target target) {
    return new SwitchWorkflow(target, Optional.empty());
  }
}
