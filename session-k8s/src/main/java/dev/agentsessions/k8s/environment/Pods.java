package dev.agentsessions.k8s.environment;

import dev.agentsessions.k8s.content.ContentPod;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.Endpoint;

/** Who serves sessions in their pods. Safe for many threads. */
interface Pods {
  /**
   * @throws SessionException.Unavailable if it is not known now how to reach it
   */
  ContentPod find(SessionId session, Endpoint endpoint);

  /** Its token was refused: it is read anew when it is needed the next time. */
  void refused(ContentPod pod);
}
