package dev.agentsessions.k8s.environment;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.agentsessions.host.Fence;
import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionId;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a resource says that hosts made it, and for whom. What does not say so is somebody else's,
 * whatever its name.
 *
 * @param instance of the hosts
 */
record Tags(String instance) {
  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  private static final String HOSTS = "agent-sessions-host";
  private static final String INSTANCE = "app.kubernetes.io/instance";
  private static final String PROJECT = AgenticSession.GROUP + "/project";
  private static final String SESSION = AgenticSession.GROUP + "/session-id";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final int LONGEST_LABEL = 63;

  Tags {
    requireNonNull(instance, "instance");
  }

  /** What all of these hosts' resources have. */
  Map<String, String> common() {
    return Map.of(MANAGED_BY, HOSTS, INSTANCE, instance);
  }

  /** Of a new resource. */
  ObjectMeta meta(Session session, String namespace, Fence fence) {
    Map<String, String> labels = new HashMap<>(common());
    labels.put(PROJECT, session.identity().project().value());
    if (session.id().value().length() <= LONGEST_LABEL) {
      labels.put(SESSION, session.id().value());
    }
    return new ObjectMetaBuilder()
        .withNamespace(namespace)
        .withName(session.id().value())
        .withLabels(labels)
        .withAnnotations(fence(fence))
        .build();
  }

  static Map<String, String> fence(Fence fence) {
    return Map.of(AgenticSession.FENCE, String.valueOf(fence.value()));
  }

  /** Whether these hosts made the resource for the session, whose name it has. */
  boolean areOn(AgenticSession resource, Session session) {
    return projectOn(resource).filter(session.identity().project()::equals).isPresent();
  }

  /** The project of a session that these hosts made the resource for; empty for anything else. */
  Optional<ProjectId> projectOn(AgenticSession resource) {
    Map<String, String> labels = requireNonNullElse(resource.getMetadata().getLabels(), Map.of());
    return labels.entrySet().containsAll(common().entrySet())
        ? Optional.ofNullable(labels.get(PROJECT)).filter(ProjectId::isOne).map(ProjectId::new)
        : Optional.empty();
  }

  /** What somebody took off, or wrote over, is as if no host had come. */
  static Fence fenceOf(AgenticSession resource) {
    return Optional.ofNullable(resource.getMetadata().getAnnotations())
        .map(all -> all.get(AgenticSession.FENCE))
        .filter(text -> NUMBER.matcher(text).matches())
        .map(text -> new Fence(Long.parseLong(text)))
        .orElse(Fence.NONE);
  }

  /** Whether a resource can be called so. */
  static boolean isName(SessionId session) {
    return NAME.matcher(session.value()).matches();
  }
}
