package dev.agentsessions.examples.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.AgentSessions;
import dev.agentsessions.SessionModule;
import dev.agentsessions.SingleUserModule;
import dev.agentsessions.examples.program.Refusal;
import dev.agentsessions.host.HostConfig;
import dev.agentsessions.identity.Caller;
import dev.agentsessions.memory.InMemoryStoreModule;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionQuery;
import dev.agentsessions.testkit.FakeClock;
import dev.agentsessions.workspace.local.WorkspaceConfig;
import dev.agentsessions.workspace.local.WorkspaceModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartImportTest {
  private static final Caller ANN = Caller.of("ann");

  private static final String ROWS =
      """
      [{"id": "old-1", "worktreePath": "/", "repositoryId": "default", "pid": 1, "serverPid": 2,
        "createdAt": "2024-05-06T07:08:09.000Z", "bad\\nkey": 1},
       {"id": "old-2"},
       {"id": "old-3", "type": "quick", "locationPath": "/", "serverPid": null,
        "createdAt": "2024-05-06T07:08:09.000Z", "workers": []}]
      """;

  @TempDir Path data;
  private final List<String> said = new ArrayList<>();
  private AgentSessions host;

  @BeforeEach
  void start() {
    host =
        AgentSessions.start(
            new InMemoryStoreModule(),
            new WorkspaceModule(WorkspaceConfig.at(data.resolve("host"))),
            new FakeRuntimeModule(),
            new SingleUserModule(),
            new AgentsModule(List.of()),
            new SessionModule(HostConfig.in(data.resolve("host"))));
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  @DisplayName("P-05 a file of the data directory is imported, renamed and told row by row")
  void aFileOfTheDataDirectory() throws IOException {
    Files.writeString(data.resolve("sessions.json"), ROWS);

    run(Optional.empty());

    assertThat(ids()).containsExactlyInAnyOrder("old-1", "old-3");
    assertThat(names()).containsExactly("sessions.json.migrated");
    assertThat(Files.readString(data.resolve("sessions.json.migrated"))).isEqualTo(ROWS);
    assertThat(said)
        .containsExactly(
            "imported 2 sessions of %s (0 were there already, 1 rows are refused); it is kept as %s"
                .formatted(data.resolve("sessions.json"), data.resolve("sessions.json.migrated")),
            "  row 1 (old-1): bad?key is not known: it is left out",
            "  row 2 (old-2): refused: type is required");
  }

  @Test
  @DisplayName("P-05 a host that ended before the file was renamed imports nothing twice")
  void nothingIsImportedTwice() throws IOException {
    Files.writeString(data.resolve("sessions.json"), ROWS);
    run(Optional.empty());
    Files.writeString(data.resolve("sessions.json"), ROWS);

    run(Optional.empty());

    assertThat(ids()).hasSize(2);
    assertThat(said).anyMatch(line -> line.startsWith("imported 0 sessions"));
    assertThat(names())
        .containsExactlyInAnyOrder(
            "sessions.json.migrated", "sessions.json.migrated-20261120T120000.000Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[{\"id\": \"old-1\"", "{\"sessions\": []}", "\u0000\u0000"})
  @DisplayName("P-05 an unreadable file is kept by another name and said; the host starts without")
  void anUnreadableFileIsKept(String content) throws IOException {
    Files.writeString(data.resolve("sessions.json"), content);

    run(Optional.empty());
    run(Optional.empty());

    Path kept = data.resolve("sessions.json.corrupt-20261120T120000.000Z");
    assertThat(names()).containsExactly(kept.getFileName().toString());
    assertThat(kept).hasContent(content);
    assertThat(ids()).isEmpty();
    assertThat(said)
        .singleElement()
        .asString()
        .contains("is no list of sessions", "nothing is imported", kept.toString());
  }

  @Test
  @DisplayName("P-05 a file that the command line names is imported, and once is enough")
  void aNamedFile() throws IOException {
    Path elsewhere = Files.createDirectory(data.resolve("other"));
    Path named = Files.writeString(elsewhere.resolve("old.json"), ROWS);

    run(Optional.of(named));
    run(Optional.of(named));

    assertThat(ids()).hasSize(2);
    assertThat(named).doesNotExist();
    assertThat(elsewhere.resolve("old.json.migrated")).hasContent(ROWS);
    assertThat(said.getLast()).contains("was imported before");
  }

  @Test
  @DisplayName("P-05 a named file that cannot be read is refused, and left as it is")
  void aNamedFileThatCannotBeRead() throws IOException {
    Path text = Files.writeString(data.resolve("notes.txt"), "not JSON");

    assertRefused(text, "is no list of sessions");
    assertRefused(data.resolve("none.json"), "does not exist");
    assertRefused(Files.createDirectory(data.resolve("folder")), "is not a file");

    assertThat(text).hasContent("not JSON");
    assertThat(data.resolve("folder")).isDirectory();
  }

  @Test
  @DisplayName("P-05 a file that is too large is not read")
  void aFileThatIsTooLarge() throws IOException {
    Path large = Files.write(data.resolve("large.json"), new byte[(16 << 20) + 1]);

    assertRefused(large, "more than 16 MiB");
  }

  private void assertRefused(Path named, String why) {
    assertThatThrownBy(() -> run(Optional.of(named)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("cannot import " + named)
        .hasMessageContaining(why);
  }

  private void run(Optional<Path> named) {
    StartImport.find(data, named, FakeClock.atNoon(), said::add).into(host, ANN);
  }

  private List<String> ids() {
    return host.sessions().list(ANN, SessionQuery.of(ProjectId.DEFAULT)).items().stream()
        .map(Session::id)
        .map(Object::toString)
        .toList();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("sessions.json"))
          .toList();
    }
  }
}
