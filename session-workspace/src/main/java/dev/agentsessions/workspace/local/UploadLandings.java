package dev.agentsessions.workspace.local;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.host.Fence;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.workspace.EnvironmentState;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts uploaded files into workspaces before anything runs there, in the background. */
final class UploadLandings {
  private static final Logger log = LoggerFactory.getLogger(UploadLandings.class);
  private static final EnvironmentState LANDING =
      new EnvironmentState.Pending("puts uploaded files into the workspace");
  private static final Reason FAILED = new Reason("UploadFailed");

  /**
   * What became of putting uploads into a workspace.
   *
   * @param problem why they are not all there; absent: they are
   */
  private record Landing(Optional<String> problem) {}

  private final LocalUploads uploads;
  private final BackgroundWork<SessionId, Landing> landings;

  /**
   * @param room how much may be done at a time
   */
  UploadLandings(LocalUploads uploads, Semaphore room) {
    this.uploads = requireNonNull(uploads, "uploads");
    this.landings = new BackgroundWork<>(room, "uploads-land-");
  }

  /**
   * How a session's environment is with its uploads.
   *
   * @param made how it is without
   */
  EnvironmentState after(EnvironmentState made, Session session, Fence fence) {
    boolean isNew = session.state() != SessionState.ACTIVE; // nothing is uploaded to a running one
    if (isNew && made instanceof EnvironmentState.Ready && uploads.isPending(session.id())) {
      return landed(session, fence, made);
    }
    return landings.end(session.id()) ? made : LANDING;
  }

  private EnvironmentState landed(Session session, Fence fence, EnvironmentState made) {
    Optional<Landing> over = landings.result(session.id(), () -> land(session, fence));
    over.ifPresent(any -> landings.end(session.id())); // who asks again tries again
    if (over.isEmpty()) {
      return LANDING;
    }
    return over.get()
        .problem()
        .<EnvironmentState>map(problem -> new EnvironmentState.Failed(FAILED, problem))
        .orElse(made);
  }

  private Landing land(Session session, Fence fence) {
    try {
      uploads.land(session, fence);
      return new Landing(Optional.empty());
    } catch (RuntimeException e) {
      log.warn("the uploads of {} are not all in its workspace", session.id(), e);
      return new Landing(Optional.of("an uploaded file cannot be put there: " + e.getMessage()));
    }
  }

  /** As {@link BackgroundWork#end}. */
  boolean end(SessionId session) {
    return landings.end(session);
  }

  void close() {
    landings.close();
  }
}
