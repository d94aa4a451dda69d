package dev.agentsessions.k8s.environment;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.json.RuntimeJson;
import dev.agentsessions.k8s.content.ContentClient.Request;
import dev.agentsessions.k8s.content.ToldProvision;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.Place;
import dev.agentsessions.workspace.WantedWorkspace;
import dev.agentsessions.workspace.WorkspaceContents;
import jakarta.inject.Inject;

/** Has the content services in pods make clones (K-08). Every call may be repeated. */
final class ContentWorkspaces implements WorkspaceContents {
  private final ContentCalls calls;

  @Inject
  ContentWorkspaces(ContentCalls calls) {
    this.calls = requireNonNull(calls, "calls");
  }

  @Override
  public Provision provide(Place place, WantedWorkspace wanted) {
    Request request = Request.of("PUT", "workspace?fence=" + place.fence().value());
    try {
      return ToldProvision.read(wanted, calls.send(place, request.with(RuntimeJson.write(wanted))));
    } catch (SessionException.NotFound e) { // else the session's owner took it for its own
      throw new SessionException.Unavailable(
          "the content service serves no such session, or is too old to make clones", e);
    }
  }
}
