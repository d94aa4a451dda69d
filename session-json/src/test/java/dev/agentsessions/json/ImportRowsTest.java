package dev.agentsessions.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.agent.AgentId;
import dev.agentsessions.imports.ImportRow;
import dev.agentsessions.imports.RecordedSession;
import dev.agentsessions.imports.RecordedWorker;
import dev.agentsessions.session.SessionException.Invalid;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.worker.AgentWorker;
import dev.agentsessions.worker.DiffWorker;
import dev.agentsessions.worker.TerminalWorker;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportRowsTest {
  private static final Instant THEN = Instant.parse("2024-05-06T07:08:09.123Z");

  private static final String QUICK =
      """
      "id":"q","type":"quick","locationPath":"/work","createdAt":"2024-05-06T07:08:09.123Z"\
      """;

  @Test
  @DisplayName("P-05 a row of the first generation is a session with one agent, called Claude")
  void theFirstGeneration() {
    ImportRow.Understood row =
        understood(
            """
            [{"id": "5e55-1", "worktreePath": "/trees/topic", "repositoryId": "r1", "pid": 4711,
              "serverPid": 4710, "createdAt": "2024-05-06T07:08:09.123Z"}]
            """);

    assertThat(row.notes()).isEmpty();
    assertThat(row.session())
        .isEqualTo(
            new RecordedSession(
                new SessionId("5e55-1"),
                Optional.of("r1"),
                Optional.empty(),
                Path.of("/trees/topic"),
                THEN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                List.of(worker("5e55-1-agent", new AgentWorker(new AgentId("claude")), "Claude"))));
  }

  @Test
  @DisplayName("P-05 in the first generation the repository \"default\" is none: a quick session")
  void theDefaultRepositoryIsNone() {
    ImportRow.Understood row =
        understood(
            """
            [{"id": "a", "worktreePath": "/work", "repositoryId": "default", "pid": 1,
              "createdAt": "2024-05-06T07:08:09.123Z"}]
            """);

    assertThat(row.session().repository()).isEmpty();
    assertThat(row.session().location()).isEqualTo(Path.of("/work"));
  }

  @Test
  @DisplayName("P-05 a row of the second generation is read with its workers and later fields")
  void theSecondGeneration() {
    ImportRow.Understood row =
        understood(
            """
            [{"id": "s-2", "type": "worktree", "locationPath": "/trees/topic",
              "repositoryId": "r1", "worktreeId": "topic", "serverPid": null,
              "createdAt": "2024-05-06T07:08:09.123Z", "pausedAt": "2024-05-07T00:00:00.000Z",
              "title": "A title", "initialPrompt": "Do it", "templateVars": {"model": "opus"},
              "parentSessionId": "s-1",
              "workers": [
                {"id": "w1", "type": "agent", "name": "Claude", "agentId": "claude-code-builtin",
                 "pid": 99, "createdAt": "2024-05-06T07:08:09.123Z"},
                {"id": "w2", "type": "agent", "name": "Mine", "agentId": "b1-2", "pid": null,
                 "createdAt": "2024-05-06T07:08:09.123Z"},
                {"id": "w3", "type": "terminal", "name": "Terminal 1", "pid": 7,
                 "createdAt": "2024-05-06T07:08:09.123Z"},
                {"id": "w4", "type": "git-diff", "name": "Diff", "baseCommit": "abc123",
                 "createdAt": "2024-05-06T07:08:09.123Z"}]}]
            """);

    assertThat(row.notes()).isEmpty();
    assertThat(row.session())
        .isEqualTo(
            new RecordedSession(
                new SessionId("s-2"),
                Optional.of("r1"),
                Optional.of("topic"),
                Path.of("/trees/topic"),
                THEN,
                Optional.of(Instant.parse("2024-05-07T00:00:00Z")),
                Optional.of("A title"),
                Optional.of("Do it"),
                Map.of("model", "opus"),
                Optional.of(new SessionId("s-1")),
                List.of(
                    worker("w1", new AgentWorker(new AgentId("claude")), "Claude"),
                    worker("w2", new AgentWorker(new AgentId("b1-2")), "Mine"),
                    worker("w3", TerminalWorker.LOGIN_SHELL, "Terminal 1"),
                    worker("w4", new DiffWorker(Optional.of("abc123")), "Diff"))));
  }

  @Test
  @DisplayName("P-05 what is not understood is told by its path, and the rest is imported")
  void whatIsNotUnderstoodIsTold() {
    ImportRow.Understood row =
        understood(
            "[{"
                + QUICK
                + """
                ,"colour": "red", "workers": [
                  {"id": "w1", "type": "terminal", "pid": 1, "shape": {"round": true}},
                  {"id": "w2", "type": "browser"}]}]
                """);

    assertThat(row.notes())
        .containsExactly(
            "workers[0].shape is not known: it is left out",
            "workers[1].type is not known: the worker is left out",
            "colour is not known: it is left out");
    assertThat(row.session().workers())
        .extracting(RecordedWorker::id)
        .containsExactly(new WorkerId("w1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          7                                                | body
          null                                             | body
          ["id"]                                           | body
          {}                                               | type
          {"id":"a","id":"b"}                              | id
          {"id":"a","title":"half \\ud83d"}                | title
          {"type":"quick","locationPath":"/w","createdAt":"2024-05-06T07:08:09Z"}                  | id
          {"id":"a b","type":"quick","locationPath":"/w","createdAt":"2024-05-06T07:08:09Z"}       | id
          {"id":"a","type":"cloud","locationPath":"/w","createdAt":"2024-05-06T07:08:09Z"}         | type
          {"id":"a","type":"quick","locationPath":7,"createdAt":"2024-05-06T07:08:09Z"}            | locationPath
          {"id":"a","type":"quick","locationPath":"w","createdAt":"2024-05-06T07:08:09Z"}          | body
          {"id":"a","type":"quick","locationPath":"/w"}                                            | createdAt
          {"id":"a","type":"quick","locationPath":"/w","createdAt":"yesterday"}                    | createdAt
          {"id":"a","type":"quick","locationPath":"/w","createdAt":"+12345-05-06T07:08:09Z"}       | createdAt
          {"id":"a","type":"worktree","locationPath":"/w","createdAt":"2024-05-06T07:08:09Z"}      | repositoryId
          {"id":"a","worktreePath":"/w","createdAt":"2024-05-06T07:08:09Z"}                        | repositoryId
          {"id":"a","type":"quick","locationPath":"/w","createdAt":"2024-05-06T07:08:09Z","workers":[{"id":"w"}]} | workers[0].type
          {"id":"a","type":"quick","locationPath":"/w","createdAt":"2024-05-06T07:08:09Z","workers":[{"type":"terminal"}]} | workers[0].id
          """)
  @DisplayName("P-05 a bad row is told by its field, and the rows around it are read")
  void aBadRow(String bad, String field) {
    List<ImportRow> rows =
        ApiJson.readImport(("[{" + QUICK + "}, " + bad + ",{" + QUICK + "}]").getBytes(UTF_8));

    assertThat(rows).hasSize(3);
    assertThat(rows.getFirst()).isInstanceOf(ImportRow.Understood.class);
    assertThat(rows.getLast()).isInstanceOf(ImportRow.Understood.class);
    assertThat(((ImportRow.Unreadable) rows.get(1)).problem().field()).isEqualTo(field);
  }

  @Test
  @DisplayName("P-05 a bad row says which session it is, if it can")
  void aBadRowSaysWhichOneItIs() {
    List<ImportRow> rows =
        ApiJson.readImport("[{\"id\":\"s-1\",\"type\":\"cloud\"},{\"id\":7}]".getBytes(UTF_8));

    assertThat(rows)
        .extracting(row -> ((ImportRow.Unreadable) row).session())
        .containsExactly(Optional.of(new SessionId("s-1")), Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{}", "null", "[", "[{}", "[{},]", "[] []", "[{\"id\":}]", "\u0000"})
  @DisplayName("P-05 a file that is no list is unreadable, and never an empty one")
  void anUnreadableFile(String file) {
    assertThatThrownBy(() -> ApiJson.readImport(file.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            Invalid.class, refusal -> assertThat(refusal.field()).isEqualTo("body"));
  }

  @Test
  void bytesThatAreNoTextAreUnreadable() {
    assertThatThrownBy(() -> ApiJson.readImport(new byte[] {'[', (byte) 0xff, ']'}))
        .isInstanceOf(Invalid.class);
  }

  @Test
  @DisplayName(
      "P-05 no depth of a file is too deep for this program: it is unreadable, or a row is")
  void noDepthIsTooDeep() {
    String deep = "[".repeat(100) + "]".repeat(100);
    List<ImportRow> rows = ApiJson.readImport(("[{\"id\":" + deep + "}]").getBytes(UTF_8));

    assertThat(rows).singleElement().isInstanceOf(ImportRow.Unreadable.class);
    assertThatThrownBy(() -> ApiJson.readImport("[".repeat(1_000_000).getBytes(UTF_8)))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void manyRowsAreCutAtTheirEnds() {
    String row = "{" + QUICK + ", \"title\": \"é😀 \\\"x\\\" ]}\"}";
    String file = "[" + (row + " ,\n").repeat(5_000) + row + "]";

    assertThat(ApiJson.readImport(file.getBytes(UTF_8)))
        .hasSize(5_001)
        .allSatisfy(
            each ->
                assertThat(((ImportRow.Understood) each).session().title())
                    .hasValue("é😀 \"x\" ]}"));
  }

  private static RecordedWorker worker(String id, WorkerKind kind, String name) {
    return new RecordedWorker(new WorkerId(id), kind, Optional.of(name), THEN);
  }

  private static ImportRow.Understood understood(String file) {
    List<ImportRow> rows = ApiJson.readImport(file.getBytes(UTF_8));
    assertThat(rows).hasSize(1);
    return (ImportRow.Understood) rows.getFirst();
  }
}
