package dev.agentsessions.k8s.environment;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.json.RuntimeJson;
import dev.agentsessions.k8s.content.ContentClient.Request;
import dev.agentsessions.k8s.content.ToldProvision;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.Place;
import dev.agentsessions.workspace.KnownRepositories;
import dev.agentsessions.workspace.Release;
import dev.agentsessions.workspace.WantedWorkspace;
import dev.agentsessions.workspace.WorkspaceContents;
import jakarta.inject.Inject;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the content services in pods make clones, and push them (K-08). All may be repeated. */
final class ContentWorkspaces implements WorkspaceContents {
  private static final Logger log = LoggerFactory.getLogger(ContentWorkspaces.class);

  private final ContentCalls calls;

  @Inject
  ContentWorkspaces(ContentCalls calls) {
    this.calls = requireNonNull(calls, "calls");
  }

  @Override
  public Provision provide(Place place, WantedWorkspace wanted) {
    try {
      return ToldProvision.read(wanted, put(place, "workspace", RuntimeJson.write(wanted)));
    } catch (SessionException.NotFound e) { // else the session's owner took it for its own
      throw new SessionException.Unavailable(
          "the content service serves no such session, or is too old to make clones", e);
    }
  }

  @Override
  public void tell(Place place, KnownRepositories known) {
    try {
      var unused = put(place, "repositories", RuntimeJson.write(known));
    } catch (SessionException.NotFound e) {
      log.info("the content service of {} knows the usual branches only", place.session());
    }
  }

  @Override
  public Release push(Place place, KnownRepositories due) {
    try {
      return RuntimeJson.readPush(put(place, "push", RuntimeJson.write(due)))
              instanceof Release.Done done
          ? new Release.Done(done.unpushed().map(ToldProvision::line))
          : Release.PUSHING;
    } catch (SessionException.NotFound e) {
      return new Release.Done(Optional.of("the content service is too old to push"));
    } catch (SessionException.Invalid e) {
      throw new SessionException.Unavailable(
          "the content service does not answer as one: " + e.getMessage(), e);
    }
  }

  private String put(Place place, String what, String body) {
    return calls.send(
        place, Request.of("PUT", what + "?fence=" + place.fence().value()).with(body));
  }
}
