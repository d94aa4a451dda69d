package dev.agentsessions.workspace;

import dev.agentsessions.session.Provision;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.Place;

/**
 * The clones in the workspace of a session that is elsewhere, as hosts say (S-21…S-23, G-03). Safe
 * for many threads.
 *
 * <p>Every method throws {@link SessionException.StaleFence} for a fence below the highest seen,
 * and {@link SessionException.Unavailable} if nobody can be reached there; nothing happened then.
 */
public interface WorkspaceContents {
  /** For workspaces that somebody else fills, and tells nothing. */
  WorkspaceContents NONE =
      new WorkspaceContents() {
        @Override
        public Provision provide(Place place, WantedWorkspace wanted) {
          return Provision.NONE;
        }

        @Override
        public void tell(Place place, KnownRepositories known) {}

        @Override
        public Release push(Place place, KnownRepositories due) {
          return Release.DONE;
        }
      };

  /**
   * Begins what is missing and takes out what is wanted no longer, each clone by itself; does not
   * wait for it. What failed is tried again, later each time. Level-triggered: the owner asks again
   * until all is there.
   *
   * @return how far it is
   * @throws SessionException.Unavailable also if somebody was there with a later generation
   */
  Provision provide(Place place, WantedWorkspace wanted);

  /** What holds for calls about its repositories from now on; makes and removes none. */
  void tell(Place place, KnownRepositories known);

  /**
   * Commits and pushes what is new in these clones, as the session comes to rest; does not wait for
   * it. Level-triggered: the owner asks again until it is done, and whoever asks after that has
   * what is still new then pushed.
   *
   * @return {@link Release.Pushing}, or {@link Release.Done} with what could not be pushed
   */
  Release push(Place place, KnownRepositories due);
}
