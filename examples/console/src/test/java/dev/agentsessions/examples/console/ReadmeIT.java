package dev.agentsessions.examples.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's {@code curl} commands do what it says they do, in its order. */
class ReadmeIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern BLOCK =
      Pattern.compile("## Speak to it\\n```\\nbase=(\\S+)\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path data;

  @BeforeAll
  static void curlIsThere() {
    boolean there =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
    assumeTrue(there, "curl is not installed");
  }

  @Test
  @DisplayName("M-03 curl walks a session's life, and the stream tells each change once")
  void theCommandsOfTheReadmeWork() throws Exception {
    Matcher block = BLOCK.matcher(Files.readString(Path.of("../../README.md")));
    assertThat(block.find()).isTrue();
    List<String> commands = List.of(block.group(2).replace("\\\n", "").strip().split("\n"));

    try (HostProcess host = HostProcess.run("--port", "0", "--data", data.toString())) {
      URI address = host.awaitReady();
      String base = address.resolve(URI.create(block.group(1)).getPath()).toString();
      var rest = new RestClient(address);
      Path events = data.resolve("events");
      List<Process> streams = new ArrayList<>();
      for (String command : commands) {
        if (command.startsWith("curl -sN")) {
          streams.add(bash(base, command).redirectOutput(events.toFile()).start());
          await().atMost(PATIENCE).until(() -> Files.readString(events).startsWith("id: "));
        } else {
          String said = new String(finished(bash(base, command).start()), UTF_8);
          assertThat(JSON.readTree(said).path("type").asText()).as(said).isEmpty();
          awaitRest(rest);
        }
      }
      assertThat(streams).hasSize(1);
      finished(streams.getFirst());

      List<JsonNode> told = events(Files.readAllLines(events));
      assertThat(told)
          .extracting(event -> event.at("/data/seq").asLong())
          .isEqualTo(LongStream.range(first(told), first(told) + told.size()).boxed().toList());
      assertThat(told)
          .filteredOn(event -> event.get("type").asText().endsWith("session.moved"))
          .extracting(event -> event.at("/data/to").asText())
          .containsExactly("TERMINATING", "STOPPED", "CREATED", "SPAWNING", "ACTIVE");
      assertThat(told.getLast().get("type").asText()).endsWith("session.deleted");
    }
  }

  private static ProcessBuilder bash(String base, String command) {
    return new ProcessBuilder("bash", "-c", "base=" + base + "; " + command)
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private static byte[] finished(Process process) throws IOException, InterruptedException {
    byte[] said = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return said;
  }

  /** A person would look before the next command; what is under way refuses it. */
  private static void awaitRest(RestClient rest) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              JsonNode items = rest.get("").get("items");
              String phase = items.isEmpty() ? "" : items.get(0).at("/status/phase").asText();
              return !List.of("Pending", "Creating", "Stopping").contains(phase);
            });
  }

  private static long first(List<JsonNode> told) {
    return told.getFirst().at("/data/seq").asLong();
  }

  private static List<JsonNode> events(List<String> lines) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("data: ")) {
        events.add(JSON.readTree(line.substring("data: ".length())));
      }
    }
    return events;
  }
}
