package dev.agentsessions.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls the API as programs do. */
record TestClient(URI address, HttpClient http, String token) {
  static final String SESSIONS = "/api/v1/projects/default/sessions";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A response and its body. */
  record Reply(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    byte[] bytes() {
      return response.body();
    }

    String text() {
      return new String(response.body(), UTF_8);
    }

    JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + text(), e);
      }
    }

    /** This, checked to be a problem of one type. */
    JsonNode problem(int status, String type) {
      assertThat(status()).as(text()).isEqualTo(status);
      assertThat(header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(json().get("type").asText()).isEqualTo("/problems/" + type);
      assertThat(json().get("status").asInt()).isEqualTo(status);
      assertThat(json().get("title").asText()).isNotBlank();
      assertThat(json().get("detail").asText()).isNotBlank();
      return json();
    }

    Reply expect(int status) {
      assertThat(status()).as(text()).isEqualTo(status);
      return this;
    }
  }

  TestClient(URI address) {
    this(address, HttpClient.newHttpClient(), "");
  }

  /** The same, with a token. */
  TestClient by(String token) {
    return new TestClient(address, http, token);
  }

  Reply get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  Reply post(String path, String json, String... headers) {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  Reply post(String path) {
    return send(request(path).POST(BodyPublishers.noBody()));
  }

  Reply put(String path, String json, String... headers) {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)));
  }

  Reply patch(String path, String json, String... headers) {
    return send(
        request(path, headers)
            .header("Content-Type", "application/merge-patch+json")
            .method("PATCH", BodyPublishers.ofString(json)));
  }

  Reply delete(String path, String... headers) {
    return send(request(path, headers).DELETE());
  }

  Reply method(String method, String path) {
    return send(request(path).method(method, BodyPublishers.noBody()));
  }

  Reply send(HttpRequest.Builder request) {
    try {
      return new Reply(http.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(20));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return headers.length == 0 ? request : request.headers(headers);
  }

  /** A running session in {@code /work} with one terminal. */
  JsonNode createRunning(String name) {
    String body =
        """
        {"name": "%s", "kind": "quick", "spec": {"location": "/work"},
         "workers": [{"kind": "terminal", "name": "Terminal"}]}\
        """
            .formatted(name);
    String id = post(SESSIONS, body).expect(201).json().get("id").asText();
    return awaitPhase(id, "Running");
  }

  /** A session that was never started. */
  JsonNode createResting(String name) {
    return post(
            SESSIONS,
            """
            {"name": "%s", "kind": "quick", "spec": {"location": "/work"}, "start": false}\
            """
                .formatted(name))
        .expect(201)
        .json();
  }

  JsonNode awaitPhase(String session, String phase) {
    return await("phase " + phase)
        .until(
            () -> get(SESSIONS + "/" + session).expect(200).json(),
            found -> found.at("/status/phase").asText().equals(phase));
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}
