package dev.agentsessions.k8s.content;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.workspace.ContentService;

/**
 * A session's content service, and by which names the session is known there.
 *
 * @param service with the token as it was read last
 */
public record ContentPod(SessionId session, ProjectId project, ContentService service) {
  public ContentPod {
    requireNonNull(session, "session");
    requireNonNull(project, "project");
    requireNonNull(service, "service");
  }
}
