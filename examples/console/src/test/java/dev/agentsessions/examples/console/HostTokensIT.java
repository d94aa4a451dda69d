package dev.agentsessions.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host whose callers have tokens, as a program. */
class HostTokensIT {
  @TempDir Path data;

  @Test
  @DisplayName("T-01, T-03 with --auth tokens the data's owner has the first token, and keeps it")
  void theDatasOwnerHasTheFirstToken() throws Exception {
    String token;
    try (HostProcess host = start()) {
      URI projects = host.awaitReady().resolve("/api/v1/projects");
      token = Files.readString(data.resolve("admin.token")).strip();

      assertThat(status(projects, "")).isEqualTo(401);
      assertThat(status(projects, token)).isEqualTo(200);
      assertThat(status(projects, token.replaceFirst("....$", "AAAA"))).isEqualTo(401);
      host.terminate();
      assertThat(host.complaints())
          .contains(data.resolve("admin.token").toString())
          .doesNotContain(token.substring(token.indexOf('.') + 1));
    }

    try (HostProcess again = start()) {
      assertThat(status(again.awaitReady().resolve("/api/v1/projects"), token)).isEqualTo(200);
      assertThat(data.resolve("admin.token")).hasContent(token);
    }
  }

  private HostProcess start() {
    return HostProcess.program(
        ConsoleHost.class,
        "--port",
        "0",
        "--auth",
        "tokens",
        "--runtime",
        "fake",
        "--data",
        data.toString());
  }

  private static int status(URI address, String token) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
  }
}
