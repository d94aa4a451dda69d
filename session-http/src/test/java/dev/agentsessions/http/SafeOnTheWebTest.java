package dev.agentsessions.http;

import static dev.agentsessions.http.TestClient.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SafeOnTheWebTest {
  @RegisterExtension static final RunningHost host = RunningHost.calledAlso("Sessions.Example.org");

  static Stream<Endpoint> endpoints() {
    return host.get(Endpoints.class).all().stream();
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  @DisplayName("T-04 every endpoint refuses a host that is not us")
  void foreignHost(Endpoint endpoint) {
    for (String name : List.of("evil.example", "evil.example:" + host.port(), "127.0.0.1")) {
      assertThat(status(endpoint, "Host: " + name)).as(name).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  @DisplayName("T-04 every endpoint refuses a page of another origin")
  void foreignOrigin(Endpoint endpoint) {
    for (String origin :
        List.of(
            "http://evil.example", "null", "http://127.0.0.1", "http://localhost:" + host.port())) {
      assertThat(status(endpoint, ours(), "Origin: " + origin)).as(origin).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  @DisplayName("T-04 no endpoint lets other sites read its answers")
  void headers(Endpoint endpoint) {
    String response =
        RawHttp.exchange(
            host.port(), "OPTIONS", path(endpoint), ours(), "Access-Control-Request-Method: POST");

    assertThat(response).doesNotContainIgnoringCase("access-control-");
    assertThat(response).contains("X-Content-Type-Options: nosniff");
    assertThat(response).contains("Cross-Origin-Resource-Policy: same-origin");
  }

  @Test
  @DisplayName("T-04 the names by which we are called, and our own pages, are let in")
  void own() {
    for (String name : List.of("localhost", "127.0.0.1", "[::1]", "LocalHost")) {
      String authority = name + ":" + host.port();
      assertThat(get("Host: " + authority, "Origin: http://" + authority)).isEqualTo(200);
    }
    assertThat(get("Host: sessions.example.org", "Origin: https://sessions.example.org"))
        .isEqualTo(200);
  }

  @Test
  @DisplayName("T-04 the console's page may load and run nothing of others")
  void policy() {
    String response = RawHttp.exchange(host.port(), "GET", "/", ours());

    assertThat(response)
        .contains("Content-Security-Policy: default-src 'none';")
        .contains("script-src 'self';")
        .contains("frame-ancestors 'none';");
  }

  private static int get(String... headers) {
    return RawHttp.status(RawHttp.exchange(host.port(), "GET", SESSIONS, headers));
  }

  private static int status(Endpoint endpoint, String... headers) {
    String response =
        RawHttp.exchange(host.port(), endpoint.method().name(), path(endpoint), headers);
    assertThat(response).contains("/problems/denied");
    return RawHttp.status(response);
  }

  private static String path(Endpoint endpoint) {
    return EndpointWalk.path(endpoint);
  }

  private static String ours() {
    return "Host: 127.0.0.1:" + host.port();
  }
}
