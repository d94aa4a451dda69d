package dev.agentsessions.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostRefusalsIT {
  @TempDir Path data;

  @Test
  void aHostThatServesSaysOnlySoAndEndsByTermWithinFiveSeconds() throws Exception {
    try (HostProcess host =
        HostProcess.program(ConsoleHost.class, "--port", "0", "--data", data.toString())) {
      URI address = host.awaitReady();

      assertThat(get(address.resolve("/readyz"))).contains("200");
      assertThat(host.terminate()).isLessThan(Duration.ofSeconds(5));
      assertThat(host.said()).isEmpty();
    }
  }

  @Test
  void wrongOptionsAreALineEach() throws Exception {
    try (HostProcess host =
        HostProcess.program(ConsoleHost.class, "--port", "many", "--colour", "red")) {
      assertThat(host.awaitEnd()).isEqualTo(2);
      assertThat(host.complaints())
          .isEqualToNormalizingNewlines(
              """
              unknown option --colour
              unknown option red
              --port must be a number within 0..65535, not many
              """);
      assertThat(host.said()).isEmpty();
    }
  }

  @Test
  void workflowsThatNobodyMayCloneAreALine() throws Exception {
    try (HostProcess host =
        HostProcess.program(
            ConsoleHost.class, "--workflows", "/srv/flows", "--data", data.toString())) {
      assertThat(host.awaitEnd()).isEqualTo(2);
      assertThat(host.complaints())
          .isEqualToNormalizingNewlines(
              "--workflows must be reached by https or ssh, or by file with"
                  + " --allow-file-remotes\n");
    }
  }

  @Test
  void aPortInUseIsSaid() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        HostProcess host =
            HostProcess.program(
                ConsoleHost.class,
                "--port",
                String.valueOf(taken.getLocalPort()),
                "--data",
                data.toString())) {
      assertThat(host.awaitEnd()).isEqualTo(2);
      assertThat(lastLine(host))
          .startsWith("cannot listen on 127.0.0.1:" + taken.getLocalPort())
          .endsWith("--port 0 takes a free port instead");
    }
  }

  @Test
  void aSecondHostOnTheSameDirectoryIsRefused() throws Exception {
    try (HostProcess first =
        HostProcess.program(ConsoleHost.class, "--port", "0", "--data", data.toString())) {
      URI address = first.awaitReady();

      try (HostProcess same =
              HostProcess.program(ConsoleHost.class, "--port", "0", "--data", data.toString());
          HostProcess other =
              HostProcess.program(
                  ConsoleHost.class,
                  "--port",
                  "0",
                  "--host-id",
                  "other",
                  "--data",
                  data.toString())) {
        assertThat(same.awaitEnd()).isEqualTo(2);
        assertThat(lastLine(same)).endsWith("the host main runs in it already");
        assertThat(other.awaitEnd()).isEqualTo(2);
        assertThat(lastLine(other)).contains("is using", "another --data is another store");
      }
      assertThat(get(address.resolve("/readyz"))).contains("200");
    }
  }

  @Test
  void aDirectoryThatCannotBeUsedIsSaid() throws Exception {
    String closed = "/proc/agent-sessions"; // not even root makes a directory there

    try (HostProcess host =
        HostProcess.program(ConsoleHost.class, "--port", "0", "--data", closed)) {
      assertThat(host.awaitEnd()).isEqualTo(2);
      assertThat(lastLine(host)).startsWith("cannot use the data directory " + closed);
    }
  }

  @Test
  void aDatabaseThatCannotBeReachedIsOneLine() throws Exception {
    Path password = Files.writeString(data.resolve("password"), "s3cret");

    try (HostProcess host =
        HostProcess.program(
            ConsoleHost.class,
            "--port=0",
            "--data=" + data,
            "--store=postgres",
            "--jdbc-url=jdbc:postgresql://127.0.0.1:1/sessions",
            "--jdbc-user=me",
            "--jdbc-password-file=" + password)) {
      assertThat(host.awaitEnd()).isEqualTo(2);
      assertThat(host.complaints().lines())
          .singleElement()
          .asString()
          .startsWith("cannot use the database jdbc:postgresql://127.0.0.1:1/sessions: ");
    }
  }

  @Test
  void aFileInTheDirectorysPlaceIsSaid() throws Exception {
    Path file = Files.createFile(data.resolve("file"));

    try (HostProcess host =
        HostProcess.program(ConsoleHost.class, "--port", "0", "--data", file.toString())) {
      assertThat(host.awaitEnd()).isEqualTo(2);
      assertThat(lastLine(host))
          .isEqualTo("cannot use the data directory %s: %s is not a directory", file, file);
    }
  }

  @Test
  void aFakeRuntimeIsSaidInTheLogAndOnReadyz() throws Exception {
    try (HostProcess host =
        HostProcess.program(
            ConsoleHost.class,
            "--port",
            "0",
            "--runtime=fake",
            "--store=memory",
            "--data",
            data.toString())) {
      URI address = host.awaitReady();

      assertThat(get(address.resolve("/readyz"))).contains("200", "nothing runs");
      assertThat(host.complaints()).contains("the runtime is fake");
    }
  }

  private static String lastLine(HostProcess host) {
    return host.complaints().lines().reduce("", (before, line) -> line);
  }

  private static String get(URI address) throws IOException, InterruptedException {
    var response =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }
}
