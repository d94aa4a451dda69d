package dev.agentsessions.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agentsessions.testkit.TerminalClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What a host asks of a content service. */
final class ServiceClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONG = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;
  private final String token;

  ServiceClient(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  record Reply(int status, String body) {
    Reply expect(int wanted) {
      assertThat(status).as(body).isEqualTo(wanted);
      return this;
    }

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new AssertionError(body, e);
      }
    }
  }

  /** Of the session that is served. */
  static String below(String path) {
    return below(RunningService.PROJECT, RunningService.SESSION, path);
  }

  static String below(String project, String session, String path) {
    return "api/v1/projects/" + project + "/sessions/" + session + path;
  }

  Reply get(String path) {
    return send("GET", path, "application/json", BodyPublishers.noBody());
  }

  Reply post(String path, String json) {
    return send("POST", path, "application/json", BodyPublishers.ofString(json));
  }

  Reply post(String path) {
    return send("POST", path, "application/json", BodyPublishers.noBody());
  }

  Reply put(String path, String json) {
    return send("PUT", path, "application/json", BodyPublishers.ofString(json));
  }

  Reply put(String path, byte[] bytes) {
    return send("PUT", path, "application/octet-stream", BodyPublishers.ofByteArray(bytes));
  }

  Reply delete(String path) {
    return send("DELETE", path, "application/json", BodyPublishers.noBody());
  }

  private Reply send(String method, String path, String type, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve("/" + path))
            .timeout(LONG)
            .header("Content-Type", type)
            .method(method, body);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString(UTF_8));
      return new Reply(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new AssertionError(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(path, e);
    }
  }

  TerminalClient join(String path) {
    return TerminalClient.join(
        http, server.resolve("/" + path), "Authorization", "Bearer " + token);
  }

  @Override
  public void close() {
    http.close();
  }

  static JsonNode json(String text) {
    return new Reply(200, text).json();
  }
}
