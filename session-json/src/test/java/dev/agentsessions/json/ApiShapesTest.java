package dev.agentsessions.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.agentsessions.event.SessionChange.SessionMoved;
import dev.agentsessions.event.SessionChange.WorkerMoved;
import dev.agentsessions.event.SessionEvent;
import dev.agentsessions.message.Message;
import dev.agentsessions.message.MessageId;
import dev.agentsessions.message.MessageRole;
import dev.agentsessions.message.MessageState;
import dev.agentsessions.project.Project;
import dev.agentsessions.project.ProjectId;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.result.RunReport;
import dev.agentsessions.result.RunResult;
import dev.agentsessions.session.AgentSettings;
import dev.agentsessions.session.LlmSettings;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.RunPolicy;
import dev.agentsessions.session.Session;
import dev.agentsessions.session.SessionCursor;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.session.SessionPage;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.worker.Worker;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerExit.Cause;
import dev.agentsessions.worker.WorkerId;
import dev.agentsessions.worker.WorkerObserved;
import dev.agentsessions.worker.WorkerState;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Each document against the file of its name, which is the shape of SPEC 7.1 for people to read.
 */
class ApiShapesTest {
  private static final ProjectId PROJECT = ProjectId.DEFAULT;
  private static final SessionId SESSION = new SessionId("ses-01");

  @Test
  void aSession() throws IOException {
    assertShape("session", ApiJson.write(Samples.session()));
  }

  @Test
  void aSessionOfDefaults() throws IOException {
    assertShape("session-of-defaults", ApiJson.write(Samples.created(Samples.QUICK)));
  }

  @Test
  void aPage() throws IOException {
    Session item = Samples.created(Samples.QUICK);
    var next = Optional.of(SessionCursor.of(item));

    assertShape("page", ApiJson.write(new SessionPage(List.of(item), next, OptionalLong.of(1234))));
  }

  @Test
  void theLastPageSaysSo() {
    var empty = new SessionPage(List.of(), Optional.empty(), OptionalLong.empty());

    assertThat(ApiJson.write(empty)).isEqualTo("{\"items\":[],\"next\":null}");
  }

  @Test
  void aListedPromptHasAtMostAKibibyte() {
    String shown = "é".repeat(512);
    String hidden = shown + ".";

    assertThat(listed(shown)).contains("\"initialPrompt\":\"" + shown + "\"");
    assertThat(listed(hidden)).doesNotContain("initialPrompt").contains("\"subject\":\"kept\"");
    assertThat(ApiJson.write(Samples.created(prompted(hidden)))).contains(hidden);
  }

  @Test
  void aWorker() throws IOException {
    assertShape("worker", ApiJson.write(Samples.terminal()));
  }

  @Test
  @DisplayName("W-09 an end that nobody saw is said as lost, with no exit and so no code")
  void aLostWorker() {
    Worker lost = Samples.terminal().withObserved(WorkerObserved.lost(2));

    assertThat(ApiJson.write(lost))
        .contains("\"state\":\"LOST\"", "\"epoch\":2")
        .doesNotContain("exit", "code");
  }

  @Test
  void workers() throws IOException {
    assertShape("workers", ApiJson.writeWorkers(List.of(Samples.terminal())));
  }

  @Test
  @DisplayName("M-01 a message in the shape of the catalogue")
  void messages() throws IOException {
    var message =
        new Message(
            new SessionId("ses-01"),
            17,
            new MessageId("msg-01"),
            MessageRole.USER,
            "Fix \"it\"\n",
            Samples.NOON,
            "ada",
            new WorkerId("wrk-01"),
            MessageState.QUEUED);

    assertShape("messages", ApiJson.writeMessages(List.of(message)));
    assertThat(ApiJson.writeMessages(List.of())).isEqualTo("{\"items\":[],\"next\":null}");
  }

  @Test
  @DisplayName("S-15 what is not known of a run is null, and its exit is there")
  void aResult() {
    var result =
        new RunResult(
            Optional.empty(), RunReport.NOTHING, WorkerExit.unseen(WorkerExit.Cause.UNEXPECTED));

    assertThat(ApiJson.write(result))
        .isEqualTo(
            "{\"isError\":null,\"turns\":null,\"usage\":null,\"cost\":null,\"text\":null,"
                + "\"exit\":{\"reason\":\"unexpected\"}}");
  }

  @Test
  void projects() throws IOException {
    var named =
        new Project(
            new ProjectId("lab"),
            Optional.of("The lab"),
            ProjectSettings.NONE.withInactivityTimeout(Duration.ofHours(8)),
            Samples.NOON);
    var bare = new Project(PROJECT, Optional.empty(), ProjectSettings.NONE, Samples.NOON);

    assertShape("projects", ApiJson.writeProjects(List.of(bare, named)));
    assertThat(ApiJson.write(bare)).isEqualTo("{\"id\":\"default\",\"settings\":{}}");
  }

  @Test
  void aProblem() throws IOException {
    var problem =
        new Problem("already-exists", "Name or id is taken", 409, "name is taken: Notes")
            .with("field", "name")
            .with("holder", SESSION);

    assertShape("problem", ApiJson.write(problem));
  }

  @Test
  @DisplayName("M-02 an event has the attributes of a CloudEvent")
  void anEventOfASession() throws IOException {
    var moved =
        new SessionMoved(
            SessionState.ACTIVE,
            SessionState.TERMINATING,
            Optional.of(Reason.USER),
            Optional.of("enough"));

    assertShape(
        "event-of-a-session",
        ApiJson.write(new SessionEvent(PROJECT, SESSION, 7, 1042, Samples.NOON, moved)));
  }

  @Test
  @DisplayName("M-02 an event of a worker has the worker as its subject")
  void anEventOfAWorker() throws IOException {
    var exited =
        new WorkerMoved(
            Samples.WORKER,
            WorkerState.EXITED,
            2,
            Optional.of(WorkerExit.signal(9, Cause.UNEXPECTED)));

    assertShape(
        "event-of-a-worker",
        ApiJson.write(new SessionEvent(PROJECT, SESSION, 8, 1043, Samples.NOON, exited)));
  }

  @Test
  void anEventHasItsDataOnOneLine() {
    assertThat(
            Samples.changes()
                .map(change -> new SessionEvent(PROJECT, SESSION, 1, 1, Samples.NOON, change))
                .map(ApiJson::write))
        .noneMatch(json -> json.contains("\n"));
  }

  private static String listed(String prompt) {
    Session session = Samples.created(prompted(prompt));
    return ApiJson.write(new SessionPage(List.of(session), Optional.empty(), OptionalLong.empty()));
  }

  private static SessionSpec prompted(String prompt) {
    return new SessionSpec(
        Samples.QUICK.kind(),
        SessionSpec.LOCAL,
        new AgentSettings(Optional.empty(), Optional.of(prompt), LlmSettings.DEFAULT, Map.of()),
        RunPolicy.DEFAULT,
        Map.of(),
        Optional.of("kept"));
  }

  private static void assertShape(String name, String json) throws IOException {
    try (InputStream file = ApiShapesTest.class.getResourceAsStream("shapes/" + name + ".json")) {
      assertThat(indented(json) + "\n").isEqualTo(new String(file.readAllBytes(), UTF_8));
    }
  }

  private static String indented(String json) throws IOException {
    var factory = new JsonFactory();
    var text = new StringWriter();
    var printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));
    try (JsonParser parser = factory.createParser(json);
        JsonGenerator generator = factory.createGenerator(text).setPrettyPrinter(printer)) {
      while (parser.nextToken() != null) {
        generator.copyCurrentEvent(parser);
      }
    }
    return text.toString();
  }
}
