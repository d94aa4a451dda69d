package dev.agentsessions.k8s.environment;

import static dev.agentsessions.k8s.resource.RunPhase.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.k8s.operator.ClusterTests;
import dev.agentsessions.k8s.operator.OperatorBench;
import dev.agentsessions.session.SessionException.Unavailable;
import dev.agentsessions.session.SessionId;
import dev.agentsessions.testkit.workspace.GitOrigin;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clones of sessions that no host drives: an operator, what users write by {@code kubectl}, real
 * content services in place of the pods' containers, and real repositories.
 */
@EnabledOnOs(OS.LINUX)
@EnabledIf("dev.agentsessions.testkit.workspace.GitOrigin#gitIsThere")
final class KubectlClonesIT extends ClusterTests {
  private static final SessionId DEMO = new SessionId("demo");

  @TempDir Path temp;
  private OperatorBench bench;
  private PodPrograms programs;
  private GitOrigin engine;
  private GitOrigin wheel;

  @BeforeEach
  void open() throws IOException {
    bench = new OperatorBench(cluster());
    programs =
        new PodPrograms(
            temp, session -> bench.secretValue(session.value(), "content-token").orElseThrow());
    bench.reach(endpoint -> programs.ofPod(DEMO));
    bench.start();
    engine = GitOrigin.at(temp.resolve("engine.git"), Map.of("README", "hello"));
    wheel = GitOrigin.at(temp.resolve("wheel.git"), Map.of("README", "round"));
  }

  @AfterEach
  void close() {
    bench.close();
    programs.close();
  }

  private static String repos(Path... origins) {
    return "repos: ["
        + String.join(", ", List.of(origins).stream().map(one -> "{url: " + one + "}").toList())
        + "]";
  }

  private Path workspace() {
    return programs.workspace();
  }

  private void awaitSaid(String type, String reason) {
    bench.await(
        "demo",
        session ->
            session.getStatus().conditions().stream()
                .anyMatch(one -> type.equals(one.getType()) && reason.equals(one.getReason())));
  }

  private Condition repos() {
    return bench.condition("demo", "ReposReconciled").orElseThrow();
  }

  @Test
  @DisplayName(
      "K-05, K-01, S-21, S-22, S-23 repositories and a workflow come and go as the spec says, while"
          + " the runner runs")
  void clonesFollowTheSpec() {
    bench.create("demo", repos(engine.path()));
    awaitSaid("ReposReconciled", "Cloned");
    bench.awaitPhase("demo", RUNNING);
    assertThat(workspace().resolve("repos/engine/README")).hasContent("hello");
    assertThat(repos().getStatus()).isEqualTo("True");

    bench.change("demo", repos(engine.path(), wheel.path()));
    bench.await(() -> Long.valueOf(2).equals(repos().getObservedGeneration()));
    assertThat(workspace().resolve("repos/wheel/README")).hasContent("round");

    bench.change("demo", "activeWorkflow: {gitUrl: " + wheel.path() + "}");
    awaitSaid("WorkflowReconciled", "Cloned");
    assertThat(workspace().resolve("workflows")).isDirectoryRecursivelyContaining("glob:**/README");

    bench.change("demo", repos(wheel.path()));
    bench.await(() -> !workspace().resolve("repos/engine").toFile().exists());
    bench.change("demo", "repos: []");
    awaitSaid("ReposReconciled", "NothingAsked");
    bench.await(() -> !workspace().resolve("repos/wheel").toFile().exists());
    assertThat(bench.status("demo").phase()).isEqualTo(RUNNING);
    assertThat(bench.status("demo").restartCount()).isZero();
  }

  @Test
  @DisplayName("K-05, S-21 what cannot be cloned is told, also as an event, and is tried again")
  void whatCannotBeCloned() throws IOException {
    Path away = temp.resolve("away.git");
    bench.create("demo", repos(engine.path(), away));

    awaitSaid("ReposReconciled", "CloneFailed");

    assertThat(repos().getStatus()).isEqualTo("False");
    assertThat(repos().getMessage()).startsWith("away: ").contains("away.git");
    assertThat(workspace().resolve("repos/engine/README")).exists();
    assertThat(events()).contains("CloneFailed");

    GitOrigin.at(away, Map.of("README", "back"));
    bench.await(
        () -> {
          bench.lookAtDue();
          return repos().getReason().equals("Cloned");
        });
    assertThat(workspace().resolve("repos/away/README")).hasContent("back");
  }

  private List<String> events() {
    return bench.client().v1().events().inNamespace(bench.namespace()).list().getItems().stream()
        .map(Event::getReason)
        .toList();
  }

  @Test
  @DisplayName("K-05, G-06 what nobody may clone is refused, and takes nothing away")
  void whatNobodyMayClone() {
    bench.create("demo", repos(engine.path()));
    awaitSaid("ReposReconciled", "Cloned");

    bench.change("demo", "repos: [{url: 'ext::sh -c id'}]");

    awaitSaid("ReposReconciled", "Invalid");
    assertThat(repos().getMessage()).contains("url");
    assertThat(workspace().resolve("repos/engine/README")).exists();
    assertThat(bench.status("demo").phase()).isEqualTo(RUNNING);
  }

  @Test
  @DisplayName("K-09, K-05 an operator that begins again neither asks nor writes what was said")
  void anOperatorThatBeginsAgainDoesNotAsk() {
    bench.create("demo", repos(engine.path()));
    awaitSaid("ReposReconciled", "Cloned");
    bench.awaitPhase("demo", RUNNING);
    bench.stop();
    programs.lose(DEMO);

    bench.start();
    bench.lookAtDue();
    bench.create("last");
    bench.awaitPhase("last", RUNNING);

    assertThat(bench.writes().made()).noneMatch(write -> write.contains("demo"));
    assertThat(repos().getStatus()).isEqualTo("True");
  }

  @Test
  @DisplayName("K-05 of a pod that does not answer nothing is said, until it does")
  void aPodThatDoesNotAnswer() {
    bench.stop();
    var isReached = new AtomicBoolean();
    bench.reach(
        endpoint -> {
          if (!isReached.get()) {
            throw new Unavailable("not yet", null);
          }
          return programs.ofPod(DEMO);
        });
    bench.start();
    bench.create("demo", repos(engine.path()));
    bench.awaitPhase("demo", RUNNING);
    assertThat(repos().getStatus()).isEqualTo("Unknown");

    isReached.set(true);

    bench.await(
        () -> {
          bench.lookAtDue();
          return repos().getStatus().equals("True");
        });
  }
}
