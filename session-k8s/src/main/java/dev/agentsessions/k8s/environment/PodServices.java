package dev.agentsessions.k8s.environment;

import static java.util.Objects.requireNonNull;

import com.google.inject.name.Named;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.worker.Place;
import dev.agentsessions.workspace.ContentService;
import dev.agentsessions.workspace.ContentServices;
import dev.agentsessions.workspace.KnownRepositories;
import dev.agentsessions.workspace.WorkspaceContents;
import jakarta.inject.Inject;

/** Content services in pods, of sessions that run and of those that rest. */
final class PodServices implements ContentServices {
  private final ClusterPods pods;
  private final WorkspaceContents contents;

  @Inject
  PodServices(
      ClusterPods pods,
      @Named(KubernetesEnvironmentsModule.KUBERNETES) WorkspaceContents contents) {
    this.pods = requireNonNull(pods, "pods");
    this.contents = requireNonNull(contents, "contents");
  }

  @Override
  public ContentService of(SessionId session, Endpoint endpoint) {
    return pods.find(session, endpoint).service();
  }

  @Override
  public void tell(Session session, KnownRepositories known) {
    contents.tell(
        new Place(session.id(), pods.endpoint(session.id()), session.ownership().fence()), known);
  }
}
