package dev.agentsessions.k8s.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agentsessions.host.Fence;
import dev.agentsessions.json.RuntimeJson;
import dev.agentsessions.json.RuntimeJson.Refused;
import dev.agentsessions.session.SessionException;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionState;
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
 * Calls content services, each answered or given up within a bounded time. Safe for many threads.
 */
public final class ContentClient implements AutoCloseable {
  private static final Duration CONNECTING = Duration.ofSeconds(2);

  /**
   * @param path from the session's {@code /runtime/} on
   * @param repeatable whether it does no harm to make it again when nobody knows whether it was
   *     made
   */
  @SuppressWarnings("ArrayRecordComponent") // sent once, compared by nobody
  public record Request(
      String method, String path, String contentType, byte[] body, boolean repeatable) {
    private static final String JSON = "application/json";
    private static final byte[] NOTHING = {};

    /** One that may be repeated, without a body. */
    public static Request of(String method, String path) {
      return new Request(method, path, JSON, NOTHING, true);
    }

    public Request with(String json) {
      return new Request(method, path, contentType, json.getBytes(UTF_8), repeatable);
    }
  }

  /** What a service says. */
  public record Answer(int status, String body) {
    /** Whether the token was refused. */
    public boolean isUnauthorized() {
      return status == HttpURLConnection.HTTP_UNAUTHORIZED;
    }

    /**
     * The body, if the call was made.
     *
     * @param fence that it was made with
     * @throws SessionException as the service refuses it
     */
    public String bodyFor(SessionId session, Fence fence) {
      return switch (status) {
        case HttpURLConnection.HTTP_OK, HttpURLConnection.HTTP_NO_CONTENT -> body;
        default -> throw refusal(session, fence);
      };
    }

    private SessionException refusal(SessionId session, Fence fence) {
      Refused refused;
      try {
        refused = RuntimeJson.readRefusal(body);
      } catch (SessionException.Invalid e) {
        return unavailable("status " + status);
      }
      return switch (refused.type()) {
        case "/problems/stale-fence" ->
            new SessionException.StaleFence(session, fence, fence.next());
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

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECTING)
          .build();

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }

  /**
   * @param longest wait for the answer
   * @throws SessionException.Unavailable if there is none
   * @throws SessionException.OutcomeUnknown if there is none to what must not be repeated
   */
  public Answer send(ContentPod pod, Request request, Duration longest) {
    HttpRequest call =
        HttpRequest.newBuilder(uri(pod, request))
            .header("Authorization", "Bearer " + pod.service().token())
            .header("Content-Type", request.contentType())
            .method(request.method(), BodyPublishers.ofByteArray(request.body()))
            .build();
    CompletableFuture<HttpResponse<String>> answer = http.sendAsync(call, head -> new ShortBody());
    try {
      HttpResponse<String> response = answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(response.statusCode(), response.body());
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

  private static URI uri(ContentPod pod, Request request) {
    return pod.service()
        .server()
        .resolve(
            "/api/v1/projects/"
                + pod.project()
                + "/sessions/"
                + pod.session()
                + "/runtime/"
                + request.path());
  }

  private static SessionException unanswered(Request request, @Nullable Throwable why) {
    boolean isUnsent =
        why instanceof ConnectException || why instanceof HttpConnectTimeoutException;
    String message = "the content service does not answer: " + why;
    return isUnsent || request.repeatable()
        ? new SessionException.Unavailable(message, why)
        : new SessionException.OutcomeUnknown(message, why);
  }
}
