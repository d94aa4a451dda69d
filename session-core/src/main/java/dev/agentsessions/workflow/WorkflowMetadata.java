package dev.agentsessions.workflow;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.ActiveWorkflow;
import java.util.List;
import java.util.Optional;

/**
 * What the active workflow of a session is made of (G-10).
 *
 * @param commands by name
 * @param agents by name
 * @param config the text of its {@value WorkflowFolder#CONFIG}, whatever that is
 */
public record WorkflowMetadata(
    ActiveWorkflow workflow,
    List<WorkflowPart> commands,
    List<WorkflowPart> agents,
    Optional<String> config) {
  public WorkflowMetadata {
    requireNonNull(workflow, "workflow");
    commands = List.copyOf(commands);
    agents = List.copyOf(agents);
    requireNonNull(config, "config");
  }
}
