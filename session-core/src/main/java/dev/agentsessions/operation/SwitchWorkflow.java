package dev.agentsessions.operation;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.ActiveWorkflow;

/** The workflow that a session's agents shall run in (S-23). */
public record SwitchWorkflow(Target target, ActiveWorkflow workflow) {
  public SwitchWorkflow {
    requireNonNull(target, "target");
    requireNonNull(workflow, "workflow");
  }
}
