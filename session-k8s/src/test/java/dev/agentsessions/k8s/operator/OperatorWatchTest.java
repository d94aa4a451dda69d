package dev.agentsessions.k8s.operator;

import static dev.agentsessions.k8s.resource.RunPhase.COMPLETED;
import static dev.agentsessions.k8s.resource.RunPhase.CREATING;
import static dev.agentsessions.k8s.resource.RunPhase.RUNNING;
import static dev.agentsessions.k8s.resource.RunPhase.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator hears too late, twice, or not at all. No real server can be made to do that. */
final class OperatorWatchTest extends OperatorTests {
  private static final String SESSIONS = "/agenticsessions";
  private static final String JOBS = "/jobs";
  private static final String PODS = "/pods";

  @AfterEach
  void answerAgain() {
    server().refuse(request -> Optional.empty());
  }

  private ApplyServer server() {
    return bench.cluster().server();
  }

  private String watch(String kind) {
    return "/namespaces/" + bench.namespace() + kind + "?";
  }

  private void tell(String type, HasMetadata object, String kind) {
    server()
        .tell(
            watch(kind),
            "{\"type\": \"" + type + "\", \"object\": " + Serialization.asJson(object) + "}");
  }

  /** Ends a watch, and answers none, until it is answered again. */
  private void cut(String kind) {
    server()
        .refuse(
            request ->
                request.getPath().contains(watch(kind))
                    ? Optional.of(ApplyServer.failure(410, "Expired", "too old"))
                    : Optional.empty());
    server().endWatches(watch(kind));
    bench.await(() -> server().watching(watch(kind)) == 0);
  }

  /** What a watch is told that nobody can read ends it, and it is not made anew. */
  private void end(String kind) {
    bench.await(() -> server().watching(watch(kind)) > 0);
    server().tell(watch(kind), "no event");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("K-09 an operator whose watch ends for good begins again, and the program lives")
  void aWatchThatEnds(boolean elected) {
    bench.configure(
        config ->
            config.withLease(
                elected
                    ? Optional.of(new LeaseConfig("watch", Duration.ofSeconds(2)))
                    : Optional.empty()));
    bench.stop();
    bench.start();
    bench.create("demo");
    bench.awaitPhase("demo", RUNNING);

    end(SESSIONS);

    bench.set("demo", "desired", "Stopped");
    bench.awaitPhase("demo", STOPPED);
  }

  @Test
  @DisplayName(
      "K-09 an operator whose watch of Jobs ends for good hears of their ends all the same")
  void aWatchOfJobsThatEnds() {
    bench.create("demo");
    bench.awaitPhase("demo", RUNNING);

    end(JOBS);

    bench.fate("demo", Fates.exit(0));
    bench.awaitPhase("demo", COMPLETED);
  }

  @Test
  @DisplayName("K-09 a watch that is gone (410) begins anew, and makes up for what it missed")
  void aWatchThatIsGone() {
    bench.create("demo");
    bench.awaitPhase("demo", RUNNING);
    cut(SESSIONS);
    bench.set("demo", "desired", "Stopped");

    answerAgain();

    bench.awaitPhase("demo", STOPPED);
  }

  @Test
  @DisplayName("K-09 a deletion that no watch has told of is found out")
  void aMissedDelete() {
    bench.create("demo");
    bench.awaitPhase("demo", RUNNING);
    cut(JOBS);
    bench.client().batch().v1().jobs().inNamespace(bench.namespace()).withName("as-demo").delete();

    answerAgain();

    bench.await("demo", seen -> "PodLost".equals(seen.getStatus().reason()));
  }

  @Test
  @DisplayName("K-09 events that are told twice, late or in another order do no harm")
  void eventsInAnotherOrder() {
    bench.fate("demo", Fates.waiting("ContainerCreating"));
    bench.create("demo");
    AgenticSession creating = bench.awaitPhase("demo", CREATING);
    bench.await(() -> pods().anyMatch(pod -> PodStatuses.named(pod, "runner").isPresent()));
    Pod waiting = pods().findFirst().orElseThrow();
    Job job = job();
    bench.fate("demo", Fates.sleeping());
    AgenticSession running = bench.awaitPhase("demo", RUNNING);

    for (AgenticSession told : List.of(creating, creating, running, creating, running)) {
      tell("MODIFIED", told, SESSIONS);
    }
    tell("ADDED", running, SESSIONS);
    tell("MODIFIED", waiting, PODS);
    tell("DELETED", waiting, PODS);
    tell("DELETED", job, JOBS);
    tell("DELETED", job, JOBS);

    bench.fate("demo", Fates.exit(0));
    bench.awaitPhase("demo", COMPLETED);
    assertThat(bench.status("demo").restartCount()).isZero();
    assertThat(job().getMetadata().getUid()).isEqualTo(job.getMetadata().getUid());
  }

  private Job job() {
    return bench
        .client()
        .batch()
        .v1()
        .jobs()
        .inNamespace(bench.namespace())
        .withName("as-demo")
        .get();
  }

  private Stream<Pod> pods() {
    return bench.client().pods().inNamespace(bench.namespace()).list().getItems().stream();
  }
}
