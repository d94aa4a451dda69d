package dev.agentsessions.workflow;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.ActiveWorkflow;
import java.util.Optional;

/**
 * A workflow that sessions may be given.
 *
 * @param id the name of its folder
 * @param workflow to switch to
 * @param config the text of its {@value WorkflowFolder#CONFIG}, whatever that is
 */
public record CatalogWorkflow(String id, ActiveWorkflow workflow, Optional<String> config) {
  public CatalogWorkflow {
    requireNonNull(id, "id");
    requireNonNull(workflow, "workflow");
    requireNonNull(config, "config");
  }
}
