package dev.agentsessions.operation;

import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.Runtimes;
import dev.agentsessions.worker.SessionRuntime;
import dev.agentsessions.workspace.EnvironmentState;

/** What runs a session, as live calls need it. */
final class SessionRuntimes {
  private SessionRuntimes() {}

  static SessionRuntime of(Runtimes runtimes, Session session) {
    String name = session.spec().runtime();
    return runtimes
        .find(name)
        .orElseThrow(
            () -> new SessionException.Unavailable("no runtime " + name + " on this host", null));
  }

  /**
   * The environment of a session that has an owner.
   *
   * @throws SessionException.Unavailable if it is not ready
   */
  static EnvironmentState.Ready ready(Runtimes runtimes, Session session) {
    return switch (of(runtimes, session)
        .environments()
        .observe(session, session.ownership().fence())) {
      case EnvironmentState.Ready ready -> ready;
      case EnvironmentState.Pending pending -> throw unavailable(pending.message());
      case EnvironmentState.Failed failed -> throw unavailable(failed.message());
      case EnvironmentState.Gone gone -> throw unavailable(gone.message());
      case EnvironmentState.Over over -> throw unavailable("the run is over");
    };
  }

  private static SessionException unavailable(String why) {
    return new SessionException.Unavailable("the environment is not ready: " + why, null);
  }
}
