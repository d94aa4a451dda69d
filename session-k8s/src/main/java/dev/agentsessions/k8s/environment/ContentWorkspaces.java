package dev.agentsessions.k8s.environment;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.json.RuntimeJson;
import dev.agentsessions.k8s.environment.ContentCalls.Request;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.Place;
import dev.agentsessions.workspace.WantedWorkspace;
import dev.agentsessions.workspace.WorkspaceContents;
import jakarta.inject.Inject;

/** Has the content services in pods make clones (K-08). Every call may be repeated. */
final class ContentWorkspaces implements WorkspaceContents {
  private static final String JSON = "application/json";
  private static final byte[] NOTHING = {};

  private final ContentCalls calls;

  @Inject
  ContentWorkspaces(ContentCalls calls) {
    this.calls = requireNonNull(calls, "calls");
  }

  @Override
  public Provision provide(Place place, WantedWorkspace wanted) {
    Request request =
        new Request("PUT", "workspace?fence=" + place.fence().value(), JSON, NOTHING, true)
            .with(RuntimeJson.write(wanted));
    try {
      return ToldProvision.of(wanted, RuntimeJson.readProvision(calls.send(place, request)));
    } catch (SessionException.Invalid e) {
      throw new SessionException.Unavailable(
          "the content service does not answer as one: " + e.getMessage(), e);
    } catch (SessionException.NotFound e) { // else the session's owner took it for its own
      throw new SessionException.Unavailable(
          "the content service serves no such session, or is too old to make clones", e);
    }
  }
}
