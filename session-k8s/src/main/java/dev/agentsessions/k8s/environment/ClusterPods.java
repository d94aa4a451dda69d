package dev.agentsessions.k8s.environment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.agentsessions.k8s.content.ContentAddress;
import dev.agentsessions.k8s.content.ContentPod;
import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.WorkspaceSpec;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.Endpoint;
import dev.agentsessions.workspace.ContentService;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Content services as the operator tells of them: the address in the status of the session's
 * resource, the token in the Secret that it names. A token is read once for each pod, and again
 * after it was refused.
 */
final class ClusterPods implements Pods {
  /** As the operator writes it. */
  private static final String TOKEN = "content-token";

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~-]{32,512}");
  private static final int MOST = 10_000;
  private static final Duration KEPT = Duration.ofHours(1);

  private final KubernetesClient client;
  private final SessionWatch watch;
  private final ContentAddress address;
  private final Cache<SessionId, Token> tokens =
      CacheBuilder.newBuilder().maximumSize(MOST).expireAfterAccess(KEPT).build();

  /**
   * @param of what tells it from the one of another run, or of another access
   */
  private record Token(String of, String value) {}

  @Inject
  ClusterPods(KubernetesClient client, SessionWatch watch, ContentAddress address) {
    this.client = requireNonNull(client, "client");
    this.watch = requireNonNull(watch, "watch");
    this.address = requireNonNull(address, "address");
  }

  @Override
  public ContentPod find(SessionId session, Endpoint endpoint) {
    AgenticSession resource = resource(session);
    return new ContentPod(session, project(resource), service(session, resource, endpoint));
  }

  /**
   * Where the pod of a session is, of a run or of access to what it left.
   *
   * @throws SessionException.Unavailable if nobody has said
   */
  Endpoint endpoint(SessionId session) {
    return Optional.ofNullable(resource(session).getStatus().service())
        .map(address -> new Endpoint(address, WorkspaceSpec.DIRECTORY))
        .orElseThrow(() -> unavailable("it has no address yet", null));
  }

  private AgenticSession resource(SessionId session) {
    return watch
        .find(session)
        .orElseThrow(() -> unavailable("its AgenticSession is not known yet", null));
  }

  /** The service of a session, as its resource tells of it. */
  ContentService service(SessionId session, AgenticSession resource, Endpoint endpoint) {
    String of = resource.getStatus().tokenSecret() + " since " + since(resource);
    Token token = tokens.getIfPresent(session);
    if (token == null || !token.of().equals(of)) {
      token = new Token(of, read(resource));
      tokens.put(session, token);
    }
    return new ContentService(address.of(endpoint), token.value());
  }

  /** Each pod was reached at another time first. */
  private static String since(AgenticSession resource) {
    return resource.getStatus().conditions().stream()
        .filter(condition -> condition.getType().equals(Condition.CONTENT_ACCESS))
        .map(condition -> condition.getLastTransitionTime())
        .findFirst()
        .orElse("");
  }

  @Override
  public void refused(ContentPod pod) {
    tokens
        .asMap()
        .computeIfPresent(
            pod.session(),
            // Somebody else may have read the next one by now.
            (session, token) -> token.value().equals(pod.service().token()) ? null : token);
  }

  private static ProjectId project(AgenticSession resource) {
    try {
      return new ProjectId(resource.getSpec().project());
    } catch (IllegalArgumentException e) {
      throw unavailable("somebody has changed its project", e);
    }
  }

  private String read(AgenticSession resource) {
    String name = resource.getStatus().tokenSecret();
    if (name == null) {
      throw unavailable("there is no token for its content service yet", null);
    }
    try {
      Secret secret =
          client.secrets().inNamespace(resource.getMetadata().getNamespace()).withName(name).get();
      return Optional.ofNullable(secret)
          .flatMap(found -> Optional.ofNullable(found.getData()))
          .flatMap(data -> Optional.ofNullable(data.get(TOKEN)))
          .map(value -> new String(Base64.getDecoder().decode(value), UTF_8))
          .filter(token -> FORM.matcher(token).matches())
          .orElseThrow(() -> unavailable("its Secret " + name + " holds no content token", null));
    } catch (KubernetesClientException e) {
      throw unavailable("the cluster does not tell its content token", e);
    } catch (IllegalArgumentException e) {
      throw unavailable("its Secret " + name + " holds what is no Base64", null);
    }
  }

  private static SessionException unavailable(String why, @Nullable Throwable cause) {
    return new SessionException.Unavailable("the content service cannot be called: " + why, cause);
  }
}
