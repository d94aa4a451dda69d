package dev.agentsessions.k8s.environment;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.workspace.ContentService;

/** Who serves sessions in their pods. Safe for many threads. */
interface Pods {
  /**
   * A session's content service, and by which names the session is known there.
   *
   * @param service with the token as it was read last
   */
  record Pod(SessionId session, ProjectId project, ContentService service) {
    public Pod {
      requireNonNull(session, "session");
      requireNonNull(project, "project");
      requireNonNull(service, "service");
    }
  }

  /**
   * @throws SessionException.Unavailable if it is not known now how to reach it
   */
  Pod find(SessionId session, Endpoint endpoint);

  /** Its token was refused: it is read anew when it is needed the next time. */
  void refused(Pod pod);
}
