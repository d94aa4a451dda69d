package dev.agentsessions.workspace;

import dev.agentsessions.session.Provision;
import dev.agentsessions.worker.Place;

/**
 * Fills the workspace of a session that is elsewhere, as its owner says (S-21…S-23).
 * Level-triggered: the owner asks again until all is there. Safe for many threads.
 */
@FunctionalInterface
public interface WorkspaceContents {
  /** For workspaces that somebody else fills, and tells nothing. */
  WorkspaceContents NONE = (place, wanted) -> Provision.NONE;

  /**
   * Begins what is missing and takes out what is wanted no longer, each clone by itself; does not
   * wait for it. What failed is tried again, later each time.
   *
   * @return how far it is
   * @throws dev.agentsessions.session.SessionException.StaleFence for a fence below the highest
   *     seen; nothing happened
   * @throws dev.agentsessions.session.SessionException.Unavailable if nobody can be reached there,
   *     or somebody was there with a later generation
   */
  Provision provide(Place place, WantedWorkspace wanted);
}
