package dev.agentsessions.k8s.environment;

import static java.util.Objects.requireNonNull;

import dev.agentsessions.HostPart;
import dev.agentsessions.k8s.content.ContentClient;
import dev.agentsessions.k8s.content.ContentClient.Answer;
import dev.agentsessions.k8s.content.ContentClient.Request;
import dev.agentsessions.k8s.content.ContentPod;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.worker.Place;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Calls of the content services of this host's sessions. A token that is refused is read again,
 * once. Safe for many threads.
 */
final class ContentCalls implements HostPart {
  private final Pods pods;
  private final Duration timeout;
  private final ContentClient client = new ContentClient();

  /**
   * @param timeout longest wait for an answer
   */
  ContentCalls(Pods pods, Duration timeout) {
    this.pods = requireNonNull(pods, "pods");
    this.timeout = requireNonNull(timeout, "timeout");
  }

  @Inject
  ContentCalls(Pods pods, KubernetesEnvironmentsConfig config) {
    this(pods, config.timeout());
  }

  @Override
  public void start() {}

  @Override
  public void close() {
    client.close();
  }

  /**
   * @return the answer's body
   * @throws SessionException as the service refuses; {@code Unavailable} if it cannot be reached
   */
  String send(Place place, Request request) {
    return send(place, request, Duration.ZERO);
  }

  /**
   * @param waits how long the service may wait before it answers
   */
  String send(Place place, Request request, Duration waits) {
    Duration longest = timeout.plus(waits);
    ContentPod pod = pods.find(place.session(), place.endpoint());
    Answer answer = client.send(pod, request, longest);
    if (answer.isUnauthorized()) {
      pods.refused(pod);
      answer = client.send(pods.find(place.session(), place.endpoint()), request, longest);
    }
    return answer.bodyFor(place.session(), place.fence());
  }
}
