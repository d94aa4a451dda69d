package dev.agentsessions.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.agentsessions.HostPart;
import dev.agentsessions.identity.Owner;
import dev.agentsessions.json.JsonObject;
import dev.agentsessions.json.JsonWriter;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.workspace.GitCredential;
import dev.agentsessions.workspace.GitException.RemoteFailed;
import dev.agentsessions.workspace.GitTokens;
import dev.agentsessions.workspace.GitUrl;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;

/**
 * What the session's owner has for git servers: asked of the API just before each use, as its
 * runner may (T-07), and kept nowhere.
 */
final class ApiGitTokens implements GitTokens, HostPart {
  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final int MOST = 64 << 10;

  private final ContentConfig config;
  private final HttpClient http =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECTING)
          .build();

  @Inject
  ApiGitTokens(ContentConfig config) {
    this.config = requireNonNull(config, "config");
  }

  /** Of the session's owner, whoever is said to be that here. */
  @Override
  public Optional<GitCredential> credential(ProjectId project, Owner owner, GitUrl url) {
    return config.api().flatMap(api -> ask(api, url));
  }

  private Optional<GitCredential> ask(RunnerApi api, GitUrl url) {
    try {
      HttpResponse<InputStream> answer = http.send(request(api, url), BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        int status = answer.statusCode();
        if (status == HttpURLConnection.HTTP_OK) {
          return Optional.of(read(new String(body.readNBytes(MOST), UTF_8)));
        }
        if (status / 100 == 4) {
          return Optional.empty(); // the owner has none, or no host knows the session
        }
        throw new RemoteFailed("the API gives no git credential now: status " + status, null);
      }
    } catch (NoSuchFileException e) {
      return Optional.empty(); // the runner has no token, and so no owner's either
    } catch (IOException e) {
      throw new RemoteFailed("the API cannot be asked for a git credential: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RemoteFailed("the API was not asked to the end", e);
    } catch (Invalid e) {
      throw new RemoteFailed("the API answers with no git credential", null); // not what it was
    }
  }

  private HttpRequest request(RunnerApi api, GitUrl url) throws IOException {
    URI route =
        URI.create(
            "%s/projects/%s/sessions/%s/tokens/git"
                .formatted(api.url(), config.project(), config.session()));
    return HttpRequest.newBuilder(route)
        .timeout(LONGEST)
        .header("Authorization", "Bearer " + Files.readString(api.token()).strip())
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(JsonWriter.write(json -> json.text("url", url))))
        .build();
  }

  private static GitCredential read(String answer) {
    return JsonObject.readAnswer(
        answer,
        json ->
            new GitCredential(
                json.need("username", json::text),
                json.need("token", json::text),
                json.instant("expiresAt")));
  }

  @Override
  public void start() {}

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
