package dev.agentsessions.examples.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clones that begin with the files of a running session, over REST, on a host that is killed. */
class CloneFilesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FILES = 3000;

  @TempDir Path data;
  @TempDir Path folder;
  private GitRepository engine;
  private HostProcess host;
  private RestClient rest;

  @BeforeEach
  void start() throws Exception {
    engine = GitRepository.in(folder.resolve("engine"));
    startHost();
  }

  private void startHost() {
    host = HostProcess.run("--port", "0", "--data", data.toString());
    rest = new RestClient(host.awaitReady());
  }

  @AfterEach
  void end() {
    host.close();
  }

  @Test
  @DisplayName(
      "S-09 clones of a worktree and of a directory have all files, though the host is killed")
  void clonesHaveAllFiles() throws Exception {
    Path work = Files.createDirectory(folder.resolve("work"));
    fill(work);
    Path target = Files.createDirectory(folder.resolve("target"));
    String quick = create("quick", "location", work, "").get("id").asText();
    String worktree =
        create("worktree", "repository", engine.directory(), "topic").get("id").asText();
    Path theirs = directory(awaitActive(worktree));
    fill(theirs);
    Files.writeString(theirs.resolve("SessionId.java"), "changed\n");
    var staged = new GitRepository(theirs);
    staged.git("add", "SessionId.java");
    awaitActive(quick);

    String first = clone(quick, "{\"workspace\": \"files\", \"location\": \"" + target + "\"}");
    String second = clone(worktree, "{\"workspace\": \"files\"}");
    for (int killing = 0; killing < 2; killing++) {
      host.kill();
      host.close();
      startHost();
    }

    awaitActive(first);
    Path ours = directory(awaitActive(second));
    assertThat(names(target)).isEqualTo(names(work)).hasSize(FILES);
    assertThat(names(ours)).isEqualTo(names(theirs));
    assertThat(new GitRepository(ours).git("diff", "--cached", "--name-only").strip())
        .isEqualTo("SessionId.java");
    assertThat(new GitRepository(ours).git("branch", "--show-current").strip())
        .isEqualTo("topic-copy");
    for (Path file : Set.of(Path.of("d7/f7"), Path.of("d" + (FILES - 1) % 50, "f" + (FILES - 1)))) {
      assertThat(target.resolve(file)).hasSameTextualContentAs(work.resolve(file));
    }
    JsonNode refused =
        rest.ask(
            422,
            "POST",
            "/" + quick + "/clone",
            "{\"workspace\": \"files\", \"location\": \"" + target + "\"}");
    assertThat(refused.get("field").asText()).isEqualTo("location");
  }

  private static void fill(Path folder) throws IOException {
    for (int i = 0; i < FILES; i++) {
      Path file = folder.resolve("d" + i % 50).resolve("f" + i);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "text " + i);
    }
  }

  private JsonNode create(String kind, String key, Path place, String branch) throws Exception {
    ObjectNode session = JsonNodeFactory.instance.objectNode().put("kind", kind);
    ObjectNode spec = session.putObject("spec").put(key, place.toString());
    if (!branch.isEmpty()) {
      spec.put("branch", branch);
    }
    session.putArray("workers").addObject().put("kind", "terminal");
    return rest.create(session);
  }

  private String clone(String source, String body) throws Exception {
    return rest.ask(201, "POST", "/" + source + "/clone", body).get("id").asText();
  }

  private JsonNode awaitActive(String session) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> rest.get("/" + session),
            found -> found.at("/status/state").asText().equals("ACTIVE"));
  }

  private static Path directory(JsonNode session) {
    return Path.of(session.at("/status/directory").asText());
  }

  private static Set<String> names(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .filter(name -> !name.startsWith(".git"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
