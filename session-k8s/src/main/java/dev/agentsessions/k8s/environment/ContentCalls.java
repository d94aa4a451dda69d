package dev.agentsessions.k8s.environment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.HostPart;
import dev.agentsessions.json.RuntimeJson;
import dev.agentsessions.json.RuntimeJson.Refused;
import dev.agentsessions.k8s.environment.Pods.Pod;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.Place;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls of content services, each answered or given up within a bounded time. A token that is
 * refused is read again, once. Thread-safe.
 */
final class ContentCalls implements HostPart {
  private static final Duration CONNECTING = Duration.ofSeconds(2);

  /**
   * @param path from the session's {@code /runtime/} on
   * @param repeatable whether it does no harm to make it again when nobody knows whether it was
   *     made
   */
  @SuppressWarnings("ArrayRecordComponent") // sent once, compared by nobody
  record Request(String method, String path, String contentType, byte[] body, boolean repeatable) {
    Request with(String json) {
      return new Request(method, path, contentType, json.getBytes(UTF_8), repeatable);
    }
  }

  private final Pods pods;
  private final Duration timeout;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECTING)
          .build();

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
    http.shutdownNow();
    http.close();
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
    Pod pod = pods.find(place.session(), place.endpoint());
    HttpResponse<String> answer = send(pod, request, longest);
    if (answer.statusCode() == HttpURLConnection.HTTP_UNAUTHORIZED) {
      pods.refused(pod);
      answer = send(pods.find(place.session(), place.endpoint()), request, longest);
    }
    return switch (answer.statusCode()) {
      case HttpURLConnection.HTTP_OK, HttpURLConnection.HTTP_NO_CONTENT -> answer.body();
      default -> throw refusal(place, answer);
    };
  }

  private HttpResponse<String> send(Pod pod, Request request, Duration longest) {
    URI uri =
        pod.service()
            .server()
            .resolve(
                "/api/v1/projects/"
                    + pod.project()
                    + "/sessions/"
                    + pod.session()
                    + "/runtime/"
                    + request.path());
    HttpRequest call =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + pod.service().token())
            .header("Content-Type", request.contentType())
            .method(request.method(), BodyPublishers.ofByteArray(request.body()))
            .build();
    CompletableFuture<HttpResponse<String>> answer = http.sendAsync(call, head -> new ShortBody());
    try {
      return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unanswered(request, e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw unanswered(request, e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw unanswered(request, e);
    }
  }

  private static SessionException unanswered(Request request, @Nullable Throwable why) {
    boolean isUnsent =
        why instanceof ConnectException || why instanceof HttpConnectTimeoutException;
    String message = "the content service does not answer: " + why;
    return isUnsent || request.repeatable()
        ? new SessionException.Unavailable(message, why)
        : new SessionException.OutcomeUnknown(message, why);
  }

  private static SessionException refusal(Place place, HttpResponse<String> answer) {
    Refused refused;
    try {
      refused = RuntimeJson.readRefusal(answer.body());
    } catch (SessionException.Invalid e) {
      return unavailable("status " + answer.statusCode());
    }
    return switch (refused.type()) {
      case "/problems/stale-fence" ->
          new SessionException.StaleFence(place.session(), place.fence(), place.fence().next());
      case "/problems/not-found" ->
          new SessionException.NotFound("in the pod: " + refused.detail());
      case "/problems/wrong-phase" ->
          new SessionException.WrongPhase(SessionState.ACTIVE, "that", refused.detail());
      case "/problems/limit-reached" ->
          new SessionException.LimitReached(refused.field().orElse("of the pod"), 1);
      default -> unavailable(refused.type() + ": " + refused.detail());
    };
  }

  private static SessionException unavailable(String why) {
    return new SessionException.Unavailable("the content service refuses a call: " + why, null);
  }
}
