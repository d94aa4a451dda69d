package dev.agentsessions.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.event.SessionChange;
import dev.agentsessions.project.ProjectSettings;
import dev.agentsessions.result.RunReport;
import dev.agentsessions.session.Condition;
import dev.agentsessions.session.SessionSpec;
import dev.agentsessions.session.SessionState;
import dev.agentsessions.session.SessionStatus;
import dev.agentsessions.worker.WorkerExit;
import dev.agentsessions.worker.WorkerKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredJsonTest {
  @ParameterizedTest
  @MethodSource("dev.agentsessions.json.Samples#specs")
  void aSpecComesBackAsItWent(SessionSpec spec) {
    assertThat(StoredJson.readSpec(StoredJson.write(spec))).isEqualTo(spec);
  }

  @ParameterizedTest
  @MethodSource("dev.agentsessions.json.Samples#statuses")
  void aStatusComesBackAsItWent(SessionStatus status) {
    String stored = StoredJson.write(status);

    assertThat(StoredJson.readStatus(status.version(), status.state(), stored)).isEqualTo(status);
  }

  @ParameterizedTest
  @MethodSource("dev.agentsessions.json.Samples#workerKinds")
  void aKindOfWorkerComesBackAsItWent(WorkerKind kind) {
    assertThat(StoredJson.readWorkerKind(StoredJson.write(kind))).isEqualTo(kind);
  }

  @ParameterizedTest
  @MethodSource("dev.agentsessions.json.Samples#exits")
  void anExitComesBackAsItWent(WorkerExit exit) {
    assertThat(StoredJson.readWorkerExit(StoredJson.write(exit))).isEqualTo(exit);
  }

  @ParameterizedTest
  @MethodSource("dev.agentsessions.json.Samples#changes")
  void aChangeComesBackAsItWent(SessionChange change) {
    String stored = StoredJson.write(change);

    assertThat(StoredJson.readChange(change.type(), stored)).isEqualTo(change);
    assertThat(stored).startsWith("{\"v\":1");
  }

  @Test
  void everyChangeIsAmongTheSamples() {
    assertThat(Samples.changes().map(Object::getClass).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(
            cases(SessionChange.class).collect(Collectors.toSet()));
  }

  @Test
  void settingsComeBackAsTheyWent() {
    var settings = ProjectSettings.NONE.withInactivityTimeout(Duration.ofHours(8));

    assertThat(StoredJson.readProjectSettings(StoredJson.write(settings))).isEqualTo(settings);
    assertThat(StoredJson.readProjectSettings("{}")).isEqualTo(ProjectSettings.NONE);
  }

  @Test
  @DisplayName("S-15 a report comes back as it went, and what is not known stays so")
  void aReportComesBackAsItWent() {
    var full =
        new RunReport(
            Optional.of(false),
            Optional.of(3),
            Map.of("inputTokens", 5_000_000_000L),
            Optional.of(0.25),
            Optional.of("done \"😀\"\n"));

    assertThat(StoredJson.readReport(StoredJson.write(full))).isEqualTo(full);
    assertThat(StoredJson.readReport("{}")).isEqualTo(RunReport.NOTHING);
    assertThat(StoredJson.readReport(StoredJson.write(RunReport.NOTHING)))
        .isEqualTo(RunReport.NOTHING);
  }

  @Test
  void textsComeBackAsTheyWent() {
    Map<String, String> texts = Map.of("b", "2", "a", "\"\\ \n\t\u0001", "ü", "😀");

    assertThat(StoredJson.readTexts(StoredJson.write(texts))).isEqualTo(texts);
  }

  @Test
  void equalTextsAreEqualDocuments() {
    assertThat(StoredJson.write(Map.of("b", "2", "a", "1", "c", "3")))
        .isEqualTo("{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}");
  }

  @Test
  void noClassNameIsStored() {
    assertThat(Samples.specs().map(StoredJson::write)).noneMatch(json -> json.contains("Session"));
  }

  @Test
  void aKeyOfALaterVersionIsIgnored() {
    String stored =
        "{\"kind\":\"quick\",\"location\":\"/tmp\",\"llm\":{\"model\":\"m\",\"effort\":\"high\"},"
            + "\"resources\":{\"cpu\":[1,2.5,null,true,123456789012345678901234567890]}}";

    SessionSpec spec = StoredJson.readSpec(stored);

    assertThat(spec.agent().llm().model()).isEqualTo("m");
  }

  @Test
  void aKeyThatAnEarlierVersionDidNotWriteIsTheDefault() {
    SessionSpec spec = StoredJson.readSpec("{\"kind\":\"quick\",\"location\":\"/home/ada/notes\"}");
    SessionStatus status = StoredJson.readStatus(1, SessionState.CREATED, "{}");

    assertThat(spec).isEqualTo(Samples.QUICK);
    assertThat(status).isEqualTo(SessionStatus.CREATED);
  }

  @Test
  void aConditionNeedsNoMessage() {
    String stored =
        """
        {"conditions":[{"type":"WorkersRunning","status":"False","reason":"NoProcess",
         "lastTransitionTime":"2026-11-20T12:00:00Z","observedGeneration":2}]}
        """;

    List<Condition> conditions =
        StoredJson.readStatus(1, SessionState.CREATED, stored).conditions().list();

    assertThat(conditions).containsExactly(Samples.CONDITION);
  }

  @Test
  void halfACharacterIsStoredLikeAnyOther() {
    Map<String, String> texts = Map.of("cut", "\ud83d");

    assertThat(StoredJson.readTexts(StoredJson.write(texts))).isEqualTo(texts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"kind\":\"quick\"}",
        "{\"kind\":\"cloud\",\"location\":\"/tmp\"}",
        "{\"kind\":\"quick\",\"location\":7}",
        "{\"kind\":\"quick\",\"location\":\"/tmp\",\"timeout\":\"soon\"}",
      })
  void anUnreadableSpecIsTheStoresFault(String stored) {
    assertThatThrownBy(() -> StoredJson.readSpec(stored))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("stored JSON cannot be read: ");
  }

  @Test
  void aChangeOfUnknownTypeIsTheStoresFault() {
    assertThatThrownBy(() -> StoredJson.readChange("session.sang", "{\"v\":1}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("session.sang");
  }

  private static Stream<Class<?>> cases(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(StoredJsonTest::cases)
        : Stream.of(type);
  }
}
