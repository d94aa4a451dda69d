package dev.agentsessions.k8s.operator;

import static dev.agentsessions.k8s.resource.RunPhase.COMPLETED;
import static dev.agentsessions.k8s.resource.RunPhase.CREATING;
import static dev.agentsessions.k8s.resource.RunPhase.FAILED;
import static dev.agentsessions.k8s.resource.RunPhase.PENDING;
import static dev.agentsessions.k8s.resource.RunPhase.RUNNING;
import static dev.agentsessions.k8s.resource.RunPhase.STOPPED;
import static dev.agentsessions.k8s.resource.RunPhase.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.AgenticSessionStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OperatorLifeTest extends OperatorTests {
  @Test
  @DisplayName("K-02 a session gets each of its objects, with at most 13 writes until it is Ready")
  void aSessionGetsItsObjects() {
    AgenticSession session = bench.create("demo");

    bench.awaitPhase("demo", RUNNING);
    assertThat(bench.objects(session))
        .extracting(HasMetadata::getKind)
        .containsExactlyInAnyOrder(
            "PersistentVolumeClaim",
            "ServiceAccount",
            "Role",
            "RoleBinding",
            "Secret",
            "Service",
            "NetworkPolicy",
            "Job");
    assertThat(bench.objects(session))
        .allSatisfy(
            object ->
                assertThat(object.getMetadata().getLabels())
                    .containsAllEntriesOf(Marks.labels(Names.of(session))));
    assertThat(bench.writes().made()).hasSizeLessThanOrEqualTo(13);
    assertThat(bench.writes().made())
        .filteredOn(write -> write.startsWith("POST"))
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("K-05 a running session says so, where its content is and what its token is")
  void aRunningSessionSaysSo() {
    bench.create("demo");

    AgenticSessionStatus status = bench.awaitPhase("demo", RUNNING).getStatus();

    assertThat(status.conditions())
        .allSatisfy(condition -> assertThat(condition.getStatus()).isEqualTo("True"))
        .extracting(Condition::getType)
        .contains("Ready", "PVCReady", "SecretsReady", "JobCreated", "ContentAccess");
    assertThat(status.observedGeneration()).isEqualTo(1);
    assertThat(status.startedAt()).isNotNull();
    assertThat(status.restartCount()).isZero();
    assertThat(status.tokenSecret()).isEqualTo("as-demo-token");
    assertThat(status.service()).isEqualTo("as-demo." + bench.namespace() + ".svc:8788");
    assertThat(events("demo")).containsExactly("Running");
  }

  @Test
  @DisplayName("K-02 a deleted session takes its own objects with it, and at most 20 writes in all")
  void aDeletedSessionTakesItsObjects() {
    bench.secret("others", Map.of("a", "b"));
    List<String> before = bench.everything();
    bench.create("demo");
    bench.awaitPhase("demo", RUNNING);
    bench.set("demo", "desired", "Stopped");
    bench.awaitPhase("demo", STOPPED);

    bench.delete("demo");

    bench.awaitGone("demo");
    bench.await(() -> bench.everything().equals(before));
    assertThat(bench.writes().made()).hasSizeLessThanOrEqualTo(20);
    assertThat(bench.client().namespaces().withName(bench.namespace()).get()).isNotNull();
  }

  @Test
  @DisplayName("K-06 a session has Stopped when its Job and pods are gone, and keeps its volume")
  void aStoppedSessionHasNoPod() {
    AgenticSession session = bench.create("demo");
    bench.awaitPhase("demo", RUNNING);
    bench.hold("demo");

    bench.set("demo", "desired", "Stopped");

    bench.awaitPhase("demo", STOPPING);
    bench.await(
        () ->
            bench.objects(session).stream()
                .anyMatch(
                    object -> object.getKind().equals("Job") && object.isMarkedForDeletion()));
    assertThat(bench.status("demo").phase()).isEqualTo(STOPPING);

    bench.letGo("demo");

    AgenticSessionStatus stopped = bench.awaitPhase("demo", STOPPED).getStatus();
    assertThat(stopped.reason()).isEqualTo("User");
    assertThat(stopped.finishedAt()).isNotNull();
    assertThat(stopped.tokenSecret()).isNull();
    assertThat(bench.objects(session))
        .extracting(HasMetadata::getKind)
        .containsExactlyInAnyOrder(
            "PersistentVolumeClaim", "Role", "RoleBinding", "Service", "NetworkPolicy");
    assertThat(bench.everything()).noneMatch(object -> object.startsWith("Pod/"));
    assertThat(events("demo")).containsExactly("Running", "Stopped");
  }

  @Test
  @DisplayName(
      "K-06 a start waits until the old pods are gone, and takes the volume and a new token")
  void aStartWaitsForTheOldRun() {
    AgenticSession session = bench.running("demo", "exit 0");
    bench.fate("demo", Fates.sleeping());
    bench.awaitPhase("demo", RUNNING);
    String token = token("demo");
    String volume = uid(session, "PersistentVolumeClaim");
    String account = uid(session, "ServiceAccount");
    bench.hold("demo");
    bench.set("demo", "desired", "Stopped");
    bench.awaitPhase("demo", STOPPING);

    bench.set("demo", "desired", "Running");
    bench.letGo("demo");

    bench.await("demo", seen -> seen.getStatus().restartCount() == 1);
    AgenticSessionStatus again = bench.awaitPhase("demo", RUNNING).getStatus();
    assertThat(again.restartCount()).isEqualTo(1);
    assertThat(token("demo")).isNotEqualTo(token);
    assertThat(uid(session, "ServiceAccount")).as("revoked").isNotEqualTo(account);
    assertThat(uid(session, "PersistentVolumeClaim")).isEqualTo(volume);
  }

  @Test
  @DisplayName(
      "K-06 a completed session runs again when run is raised, or when it was stopped between")
  void aCompletedSessionRunsAgain() {
    bench.running("demo", "exit 0");
    bench.fate("demo", Fates.exit(0));
    bench.awaitPhase("demo", COMPLETED);

    bench.set("demo", "run", 1);

    bench.await("demo", seen -> seen.getStatus().restartCount() == 1);
    bench.awaitPhase("demo", COMPLETED);

    bench.set("demo", "desired", "Stopped");
    bench.await("demo", seen -> seen.getStatus().observedRun() == null);
    assertThat(bench.status("demo").phase()).as("nothing to stop").isEqualTo(COMPLETED);
    bench.set("demo", "desired", "Running");

    bench.await("demo", seen -> seen.getStatus().restartCount() == 2);
    bench.awaitPhase("demo", COMPLETED);
  }

  @Test
  void aSessionThatIsNotWantedRunningHasNothing() {
    AgenticSession session = bench.create("demo", "desired: Stopped");
    bench.create("other");
    bench.awaitPhase("other", RUNNING);

    assertThat(bench.objects(session)).isEmpty();
    assertThat(bench.status("demo").phase()).isEqualTo(PENDING);

    bench.set("demo", "desired", "Running");
    bench.awaitPhase("demo", RUNNING);
  }

  @Test
  @DisplayName("K-06 a run that is stopped before it began is Stopped, and leaves nothing")
  void aRunIsStoppedBeforeItBegan() {
    AgenticSession session = bench.create("demo", "secrets: [nowhere]");
    bench.await("demo", seen -> "SecretMissing".equals(seen.getStatus().reason()));

    bench.set("demo", "desired", "Stopped");

    AgenticSession stopped = bench.awaitPhase("demo", STOPPED);
    assertThat(stopped.hasStopped()).isTrue();
    assertThat(bench.objects(session)).isEmpty();
    assertThat(events("demo")).containsExactly("SecretMissing", "Stopped");
  }

  @Test
  @DisplayName("K-06 whoever stops a session that rests is told when nothing of it will run")
  void aSessionAtRestIsStopped() {
    bench.running("demo", "exit 0");
    bench.fate("demo", Fates.exit(0));
    bench.awaitPhase("demo", COMPLETED);
    assertThat(bench.get("demo").hasStopped()).isFalse();

    bench.set("demo", "desired", "Stopped");
    bench.await("demo", AgenticSession::hasStopped);

    bench.set("demo", "displayName", "other");
    bench.await("demo", AgenticSession::hasStopped);
    assertThat(bench.status("demo").phase()).isEqualTo(COMPLETED);
    assertThat(bench.status("demo").reason()).isEqualTo("RunFinished");
  }

  @Test
  @DisplayName("K-06 a start that is taken back before the operator has said so leaves nothing")
  void aStartIsTakenBack() {
    AgenticSession session = bench.create("demo");
    bench.awaitPhase("demo", RUNNING);
    bench.set("demo", "desired", "Stopped");
    bench.await("demo", AgenticSession::hasStopped);
    bench.refuseStatuses("demo", true);
    bench.set("demo", "desired", "Running");
    bench.await(() -> bench.everything().contains("Job/as-demo"));

    bench.set("demo", "desired", "Stopped");
    bench.refuseStatuses("demo", false);

    bench.await("demo", AgenticSession::hasStopped);
    assertThat(bench.objects(session)).noneMatch(object -> object.getKind().equals("Job"));
    assertThat(bench.status("demo").phase()).isEqualTo(STOPPED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent: codex", "timeout: PT1H", "environment: {A: b}"})
  @DisplayName("K-05 a spec that is changed during the run ends it, and keeps the volume")
  void aChangedSpecEndsTheRun(String change) {
    AgenticSession session = bench.create("demo");
    bench.awaitPhase("demo", RUNNING);

    bench.change("demo", change);

    AgenticSessionStatus failed = bench.awaitPhase("demo", FAILED).getStatus();
    assertThat(failed.reason()).isEqualTo("SpecModified");
    assertThat(bench.condition("demo", "SpecModified")).map(Condition::getStatus).hasValue("True");
    bench.await(() -> bench.everything().stream().noneMatch(one -> one.startsWith("Job/")));
    assertThat(bench.objects(session))
        .extracting(HasMetadata::getKind)
        .contains("PersistentVolumeClaim");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "repos: [{url: 'https://git.example/a'}]",
        "activeWorkflow: {gitUrl: 'https://git.example/w'}",
        "llm: {model: opus}",
        "run: 1"
      })
  @DisplayName("K-05 repos, workflow and model may change during the run")
  void someOfTheSpecMayChange(String change) {
    bench.create("demo");
    bench.awaitPhase("demo", RUNNING);

    bench.change("demo", change);

    bench.await("demo", seen -> Long.valueOf(2).equals(seen.getStatus().observedGeneration()));
    assertThat(bench.status("demo").phase()).isEqualTo(RUNNING);
  }

  @Test
  @DisplayName("K-02 a session that is deleted while it is made leaves nothing")
  void aSessionDeletedWhileMadeLeavesNothing() {
    bench.delay("demo");
    bench.create("demo");
    bench.awaitPhase("demo", CREATING);

    bench.delete("demo");

    bench.awaitGone("demo");
    bench.await(() -> bench.everything().isEmpty());
  }

  @Test
  void aNewSessionOfTheSameNameHasNothingOfTheOld() {
    AgenticSession old = bench.create("demo");
    bench.awaitPhase("demo", RUNNING);
    bench.delete("demo");
    bench.awaitGone("demo");

    AgenticSession session = bench.create("demo");

    bench.awaitPhase("demo", RUNNING);
    assertThat(bench.objects(old)).isEmpty();
    assertThat(bench.objects(session)).hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 64, 253})
  @DisplayName("K-02 sessions with names of 63 and more characters run, and leave nothing")
  void longNamesWorkToo(int length) {
    String name = "n".repeat(length);
    AgenticSession session = bench.create(name);

    bench.awaitPhase(name, RUNNING);
    bench.delete(name);

    bench.awaitGone(name);
    bench.await(() -> bench.objects(session).isEmpty());
  }

  @Test
  @DisplayName("K-09 an operator that begins again writes nothing where nothing has changed")
  void anOperatorThatBeginsAgainWritesNothing() {
    bench.create("running");
    bench.create("stopped");
    bench.create("pending", "desired: Stopped");
    bench.running("done", "exit 0");
    bench.fate("done", Fates.exit(0));
    List<String> more = IntStream.range(0, 20).mapToObj(one -> "more-" + one).toList();
    more.forEach(bench::create);
    more.forEach(name -> bench.awaitPhase(name, RUNNING));
    bench.awaitPhase("running", RUNNING);
    bench.awaitPhase("stopped", RUNNING);
    bench.set("stopped", "desired", "Stopped");
    bench.awaitPhase("stopped", STOPPED);
    bench.awaitPhase("done", COMPLETED);
    bench.stop();
    List<HasMetadata> before = everything();

    bench.start();
    bench.lookAtDue();
    bench.create("last");
    bench.awaitPhase("last", RUNNING);

    assertThat(bench.writes().made())
        .allMatch(write -> write.contains("last") || write.startsWith("POST"));
    assertThat(bench.writes().made()).hasSizeLessThanOrEqualTo(13);
    assertThat(everything()).containsAll(before);
  }

  /** Sessions as well as what is theirs. */
  private List<HasMetadata> everything() {
    return Stream.concat(
            bench
                .client()
                .resources(AgenticSession.class)
                .inNamespace(bench.namespace())
                .list()
                .getItems()
                .stream(),
            bench.everyObject())
        .toList();
  }

  @Test
  @DisplayName("K-09 what happened while no operator was there is made up for")
  void whatHappenedMeanwhileIsMadeUpFor() {
    bench.create("stop");
    bench.create("delete");
    bench.running("done", "sleep 5");
    bench.awaitPhase("stop", RUNNING);
    bench.awaitPhase("delete", RUNNING);
    bench.awaitPhase("done", RUNNING);
    bench.stop();

    bench.set("stop", "desired", "Stopped");
    bench.delete("delete");
    bench.create("new");
    bench.fate("done", Fates.exit(0));
    bench.start();

    bench.awaitPhase("stop", STOPPED);
    bench.awaitGone("delete");
    bench.awaitPhase("done", COMPLETED);
    bench.awaitPhase("new", RUNNING);
  }

  private String token(String name) {
    return bench
        .client()
        .secrets()
        .inNamespace(bench.namespace())
        .withName("as-" + name + "-token")
        .get()
        .getData()
        .get("token");
  }

  private String uid(AgenticSession session, String kind) {
    return bench.objects(session).stream()
        .filter(object -> object.getKind().equals(kind))
        .map(object -> object.getMetadata().getUid())
        .findFirst()
        .orElseThrow();
  }

  private List<String> events(String name) {
    return bench.client().v1().events().inNamespace(bench.namespace()).list().getItems().stream()
        .filter(event -> event.getInvolvedObject().getName().equals(name))
        .map(Event::getReason)
        .sorted()
        .toList();
  }
}
