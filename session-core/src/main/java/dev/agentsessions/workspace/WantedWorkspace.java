package dev.agentsessions.workspace;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.AgenticSession;
import dev.agentsessions.session.Session;
import java.util.Optional;

/**
 * What the workspace of a session shall have.
 *
 * @param generation of the session's spec that says so; what was wanted before is refused
 * @param active the workflow that agents run in now: it stays until the wanted one is there
 */
public record WantedWorkspace(
    long generation, AgenticSession kind, Optional<ActiveWorkflow> active) {
  public WantedWorkspace {
    checkArgument(generation > 0, "generation: %s", generation);
    requireNonNull(kind, "kind");
    requireNonNull(active, "active");
  }

  /** As a session's spec says. */
  public static WantedWorkspace of(Session session, AgenticSession kind) {
    return new WantedWorkspace(session.revision().generation(), kind, session.provision().active());
  }
}
