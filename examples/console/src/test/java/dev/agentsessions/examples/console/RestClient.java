package dev.agentsessions.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;

/** Asks a host over REST, as {@code curl} would. */
final class RestClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI sessions;

  /**
   * @param host where it said that it serves
   */
  RestClient(URI host) {
    sessions = host.resolve("/api/v1/projects/default/sessions");
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return json(send("GET", path, ""), 200);
  }

  JsonNode create(JsonNode session) throws IOException, InterruptedException {
    return json(send("POST", "", session.toString()), 201);
  }

  /** Without a body. */
  JsonNode post(String path, int status) throws IOException, InterruptedException {
    return json(send("POST", path, ""), status);
  }

  /** Any request, and what comes back with the status that it should have. */
  JsonNode ask(int status, String method, String path, String body)
      throws IOException, InterruptedException {
    return json(send(method, path, body), status);
  }

  /** Any request to the project, beside its sessions. */
  JsonNode askProject(int status, String method, String path, String body)
      throws IOException, InterruptedException {
    URI project = sessions.resolve(".");
    return json(send(URI.create(project + path), method, "application/json", body), status);
  }

  /** Any request beside the projects. */
  JsonNode askHost(int status, String method, String path, String body)
      throws IOException, InterruptedException {
    return json(send(sessions.resolve("/api/v1" + path), method, "application/json", body), status);
  }

  /** The lines of an event stream, which is open when this returns, until the host ends it. */
  Stream<String> follow(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(sessions + path)).build();
    return client.send(request, BodyHandlers.ofLines()).body();
  }

  /** The first events of a session that are of a type, each as it came. */
  List<String> events(String path, String type, int count)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sessions + path + "/events"))
            .header("Last-Event-ID", "0")
            .build();
    try (Stream<String> lines = client.send(request, BodyHandlers.ofLines()).body()) {
      return lines
          .filter(line -> line.startsWith("data: ") && line.contains(type))
          .limit(count)
          .toList();
    }
  }

  /** Types into a worker's terminal. */
  void type(String session, String worker, String text) throws IOException, InterruptedException {
    String path = "/" + session + "/workers/" + worker + "/input";
    assertThat(send("POST", path, "text/plain", text).statusCode()).isEqualTo(204);
  }

  /** What comes back, whatever its status. */
  String answer(String method, String path) throws IOException, InterruptedException {
    return send(method, path, "").body();
  }

  String text(String path) throws IOException, InterruptedException {
    return send("GET", path, "").body();
  }

  /** Where a worker's terminal is, for a WebSocket. */
  URI terminal(String session, String worker) {
    return URI.create(
        "ws"
            + sessions.toString().substring("http".length())
            + "/"
            + session
            + "/workers/"
            + worker
            + "/terminal");
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(method, path, "application/json", body);
  }

  private HttpResponse<String> send(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    return send(URI.create(sessions + path), method, type, body);
  }

  private HttpResponse<String> send(URI uri, String method, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", type)
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response, int status) throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return JSON.readTree(response.body());
  }
}
