package dev.agentsessions.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.agentsessions.HostPart;
import dev.agentsessions.json.JsonObject;
import dev.agentsessions.json.JsonWriter;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.workspace.GitCredential;
import dev.agentsessions.workspace.GitException.RemoteFailed;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The two calls of GitHub's API that an app makes. Each ends within the configured limit, reads a
 * bounded answer and follows no redirection. Safe for many threads.
 *
 * @see <a href="https://docs.github.com/en/rest/apps/apps">GitHub: REST API endpoints for GitHub
 *     Apps</a>
 */
final class GitHubApi implements HostPart {
  /** What goes with an installation's token. */
  private static final String USERNAME = "x-access-token";

  private static final int MAX_ANSWER = 1 << 20;

  private final GitHubConfig config;
  private final InstantSource clock;
  private final HttpClient client;

  @Inject
  GitHubApi(GitHubConfig config, InstantSource clock) {
    this.config = requireNonNull(config, "config");
    this.clock = requireNonNull(clock, "clock");
    this.client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  }

  /**
   * The app's installation that has to do with a repository.
   *
   * @return empty: it has none there, or there is no such repository
   * @throws RemoteFailed if GitHub does not say
   */
  Optional<Long> installation(RepositoryName repository) {
    HttpResponse<byte[]> answer =
        send(
            request("/repos/" + repository.owner() + "/" + repository.name() + "/installation")
                .GET());
    return answer.statusCode() == 404
        ? Optional.empty()
        : Optional.of(read(answer, 200, json -> json.need("id", json::whole)));
  }

  /**
   * A new token of an installation, for one repository.
   *
   * @throws RemoteFailed if GitHub gives none
   */
  GitCredential token(long installation, RepositoryName repository) {
    String body = JsonWriter.write(json -> json.texts("repositories", List.of(repository.name())));
    HttpResponse<byte[]> answer =
        send(
            request("/app/installations/" + installation + "/access_tokens")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    return read(answer, 201, GitHubApi::credential);
  }

  private static GitCredential credential(JsonObject json) {
    String token = json.need("token", json::text);
    return json.made(
        () ->
            new GitCredential(
                USERNAME, token, Optional.of(json.need("expires_at", json::instant))));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(config.api() + path))
        .header("Accept", "application/vnd.github+json")
        .header("X-GitHub-Api-Version", "2022-11-28")
        .header("User-Agent", "agent-sessions")
        .header("Authorization", "Bearer " + AppJwt.of(config, clock.instant()));
  }

  /** One limit for all of it: the client's own end with the headers. */
  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request.build(), head -> new BoundedBody(MAX_ANSWER));
    try {
      return answer.get(config.limit().toNanos(), NANOSECONDS);
    } catch (ExecutionException e) {
      throw failed("cannot be reached", e.getCause());
    } catch (TimeoutException e) {
      throw failed("did not answer within " + config.limit(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was not waited for", e);
    } finally {
      answer.cancel(true);
    }
  }

  /** Nothing of the answer is told: it may hold a token. */
  private <T> T read(HttpResponse<byte[]> answer, int wanted, Function<JsonObject, T> shape) {
    if (answer.statusCode() != wanted) {
      throw failed("answered the app with " + meaning(answer.statusCode()), null);
    }
    try {
      return JsonObject.readAnswer(new String(answer.body(), UTF_8), shape);
    } catch (Invalid e) {
      throw failed("answered what is none: " + e.field(), null);
    }
  }

  private static String meaning(int status) {
    return switch (status) {
      case 301, 307, 308 -> status + ": the repository has moved, use its new address";
      case 401 -> "401: the app's id or key is not good";
      case 403, 429 -> status + ": it is suspended, or asks too often";
      case 422 -> "422: the repository is not the installation's";
      default -> String.valueOf(status);
    };
  }

  private RemoteFailed failed(String what, @Nullable Throwable cause) {
    return new RemoteFailed("GitHub at " + config.api().getAuthority() + " " + what, cause);
  }

  /** It has nothing to start: threads come with the first call. */
  @Override
  public void start() {}

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
