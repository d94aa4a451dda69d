package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ServiceTest {
  @RegisterExtension static final RunningHost host = RunningHost.usual();

  private final TestClient client = host.client();

  @Test
  void aHostThatRunsAndCanBeUsedSaysSo() {
    assertThat(client.get("/healthz").expect(200).json().get("status").asText()).isEqualTo("up");
    JsonNode ready = client.get("/readyz").expect(200).json();
    assertThat(ready.get("status").asText()).isEqualTo("ready");
    assertThat(ready.at("/checks/store").asText()).isEqualTo("ok");
  }

  @Test
  @DisplayName("W-02 SESSION_API_URL is where a worker finds the API, from its first moment on")
  void workersFindTheApi() {
    TerminalFixture terminal = TerminalFixture.running(host, "finder");
    Map<String, String> environment =
        terminal.processes().find(terminal.worker()).orElseThrow().launch().environment();

    URI base = URI.create(environment.get("SESSION_API_URL"));
    String path =
        "%s/projects/%s/sessions/%s"
            .formatted(base.getPath(), environment.get("PROJECT"), environment.get("SESSION_ID"));

    assertThat(base).isEqualTo(host.server().address().resolve("/api/v1"));
    assertThat(client.get(path).expect(200).json().get("name").asText()).isEqualTo("finder");
  }

  @Test
  @DisplayName("X-02 requests are counted by operation and status")
  void metrics() {
    client.get(SESSIONS + "/nobody").expect(404);

    TestClient.Reply reply = client.get("/metrics").expect(200);

    assertThat(reply.header("Content-Type")).startsWith("text/plain; version=0.0.4");
    assertThat(reply.text())
        .contains("sessions_http_requests_seconds_count{operation=\"getSession\",status=\"404\"}");
  }

  @Test
  void theConsoleIsServedAndNotSentTwice() {
    TestClient.Reply page = client.get("/").expect(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.text()).contains("<title>");
    assertThat(client.get("/console/style.css").expect(200).header("Content-Type"))
        .isEqualTo("text/css; charset=utf-8");
    assertThat(client.get("/console/main.mjs").expect(200).header("Content-Type"))
        .isEqualTo("text/javascript; charset=utf-8");

    TestClient.Reply again = client.get("/", "If-None-Match", page.header("ETag"));

    assertThat(again.expect(304).bytes()).isEmpty();
  }

  @Test
  void nothingBesidesTheConsoleIsServedFromTheClassPath() {
    for (String path :
        new String[] {
          "/console/",
          "/console/nothing.css",
          "/console/../HttpServer.class",
          "/console/%2e%2e/HttpServer.class",
          "/console/..%2fHttpServer.class",
          "/console/.hidden",
          "/console/page//x",
          "/console/model"
        }) {
      String response =
          RawHttp.exchange(host.port(), "GET", path, "Host: 127.0.0.1:" + host.port());
      assertThat(RawHttp.status(response)).as(path).isEqualTo(404);
    }
  }

  @Test
  void whatIsNoRequestIsAProblemToo() {
    for (String garbage :
        new String[] {
          "NONSENSE\r\n\r\n",
          "GET / HTTP/1.1\r\n\r\n",
          "GET /%zz HTTP/1.1\r\nHost: 127.0.0.1:" + host.port() + "\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(20_000) + "\r\n\r\n",
          "GET /" + "z".repeat(10_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"
        }) {
      String response = RawHttp.exchange(host.port(), garbage);
      assertThat(RawHttp.status(response)).as(garbage).isBetween(400, 414);
      assertThat(response).contains("application/problem+json").contains("\"type\":\"/problems/");
    }
  }

  @Test
  @DisplayName("S-28 projects are created, listed and found; their ids are DNS labels")
  void projects() {
    TestClient.Reply created =
        client.post("/api/v1/projects", "{\"id\": \"web\", \"displayName\": \"The Web\"}");

    assertThat(created.expect(201).header("Location")).isEqualTo("/api/v1/projects/web");
    assertThat(client.get("/api/v1/projects/web").expect(200).json()).isEqualTo(created.json());
    assertThat(client.get("/api/v1/projects").json().get("items"))
        .extracting(item -> item.get("id").asText())
        .containsExactly("default", "web");
    client.post("/api/v1/projects", "{\"id\": \"web\"}").problem(409, "already-exists");
    client.post("/api/v1/projects", "{\"id\": \"Not A Label\"}").problem(400, "invalid");
    client.get("/api/v1/projects/none").problem(404, "not-found");
    client.get("/api/v1/projects/none/agents").problem(404, "not-found");
  }

  @Test
  void agentsAreListed() {
    assertThat(client.get("/api/v1/projects/default/agents").expect(200).json().get("items"))
        .filteredOn(agent -> agent.get("id").asText().equals("sh"))
        .singleElement()
        .satisfies(agent -> assertThat(agent.get("name").asText()).isEqualTo("Shell"));
  }
}
