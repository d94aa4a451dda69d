package dev.agentsessions.k8s.operator;

import static dev.agentsessions.k8s.resource.RunPhase.FAILED;
import static dev.agentsessions.k8s.resource.RunPhase.PENDING;
import static dev.agentsessions.k8s.resource.RunPhase.RUNNING;
import static dev.agentsessions.k8s.resource.RunPhase.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.Desired;
import dev.agentsessions.k8s.resource.RunPhase;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class OperatorFaultsTest extends OperatorTests {
  @Test
  @DisplayName("K-10 a run waits for a Secret that it needs, and names it")
  void aRunWaitsForItsSecret() {
    AgenticSession session = bench.create("demo", "secrets: [api-key]");

    bench.await("demo", seen -> "SecretMissing".equals(seen.getStatus().reason()));
    Condition secrets = bench.condition("demo", "SecretsReady").orElseThrow();
    assertThat(secrets.getStatus()).isEqualTo("False");
    assertThat(secrets.getMessage()).contains("api-key");
    assertThat(bench.status("demo").phase()).isEqualTo(PENDING);
    assertThat(bench.objects(session)).as("made for it").isEmpty();

    bench.secret("api-key", Map.of("API_KEY", "secret"));
    bench.operator().lookAtDue();

    bench.awaitPhase("demo", RUNNING);
    assertThat(bench.condition("demo", "SecretsReady")).map(Condition::getStatus).hasValue("True");
    assertThat(variables()).contains("API_KEY");
  }

  @Test
  @DisplayName(
      "K-10 a Secret of the operator's is copied for each session, and only copies are removed")
  void onlyCopiesAreRemoved() {
    bench.stop();
    bench.configure(config -> config.withCopiedSecrets(Set.of("shared")));
    bench.secret("shared", Map.of("SHARED", "secret"));
    bench.start();
    AgenticSession session = bench.create("demo");
    bench.awaitPhase("demo", RUNNING);
    assertThat(bench.objects(session).stream().filter(Secret.class::isInstance)).hasSize(2);
    assertThat(variables()).contains("SHARED");

    bench.set("demo", "desired", "Stopped");

    bench.awaitPhase("demo", STOPPED);
    assertThat(bench.everything())
        .filteredOn(one -> one.startsWith("Secret/"))
        .containsExactly("Secret/shared");
  }

  @Test
  @DisplayName(
      "K-02 an object of somebody else's that has a needed name is left alone, and told of")
  void anotherObjectIsLeftAlone() {
    Service other =
        bench
            .client()
            .resource(
                new ServiceBuilder()
                    .withNewMetadata()
                    .withNamespace(bench.namespace())
                    .withName("as-demo")
                    .endMetadata()
                    .withNewSpec()
                    .addNewPort()
                    .withPort(80)
                    .endPort()
                    .endSpec()
                    .build())
            .create();

    bench.create("demo");

    bench.await("demo", seen -> "NameTaken".equals(seen.getStatus().reason()));
    assertThat(bench.status("demo").message()).contains("Service as-demo");
    bench.delete("demo");
    bench.awaitGone("demo");
    assertThat(service().getMetadata().getUid()).isEqualTo(other.getMetadata().getUid());
    assertThat(service().getMetadata().getResourceVersion())
        .isEqualTo(other.getMetadata().getResourceVersion());
  }

  @Test
  @DisplayName("K-02 our labels on somebody else's object make it not ours")
  void aStolenLabelIsNoOwnership() {
    AgenticSession session = bench.create("demo");
    bench.awaitPhase("demo", RUNNING);
    bench
        .client()
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withNamespace(bench.namespace())
                .withName("stranger")
                .withLabels(Marks.labels(Names.of(session)))
                .addToAnnotations(Marks.NAME, "demo")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("c")
                .withImage("busybox:1.36")
                .withCommand("sleep", "3600")
                .endContainer()
                .endSpec()
                .build())
        .create();

    bench.set("demo", "desired", "Stopped");
    bench.awaitPhase("demo", STOPPED);
    bench.delete("demo");
    bench.awaitGone("demo");

    bench.await(() -> bench.everything().equals(List.of("Pod/stranger")));
  }

  @Test
  @DisplayName("K-02 an object that says it is ours, and is another's, is left alone")
  void anObjectOfAnotherOwnerIsLeftAlone() {
    AgenticSession other = bench.create("other", "desired: Stopped");
    Service foreign =
        bench
            .client()
            .resource(
                new ServiceBuilder()
                    .withMetadata(
                        Marks.meta(other, Names.of(Sample.named("demo")).service(), Map.of()))
                    .editMetadata()
                    .addToLabels(Marks.labels(Names.of(Sample.named("demo"))))
                    .endMetadata()
                    .withNewSpec()
                    .addNewPort()
                    .withPort(80)
                    .endPort()
                    .endSpec()
                    .build())
            .create();

    bench.create("demo");

    bench.await("demo", seen -> "NameTaken".equals(seen.getStatus().reason()));
    bench.delete("demo");
    bench.awaitGone("demo");
    assertThat(service()).isEqualTo(foreign);
  }

  @Test
  @DisplayName("K-02 a session that is deleted while the API is away goes when it is back")
  void aSessionDeletedWhileTheApiIsAway() {
    bench.create("demo");
    bench.awaitPhase("demo", RUNNING);
    bench.writes().killAfter(0);

    bench.delete("demo");

    bench.await(() -> bench.writes().failed() >= 3);
    assertThat(bench.get("demo").isMarkedForDeletion()).isTrue();
    assertThat(bench.everything()).contains("Job/as-demo");

    bench.writes().revive();

    bench.awaitGone("demo");
    bench.await(() -> bench.everything().isEmpty());
  }

  @Test
  @DisplayName("K-02 an object whose labels somebody took off stays ours")
  void anObjectWithoutLabelsStaysOurs() {
    AgenticSession session = bench.create("demo");
    bench.awaitPhase("demo", RUNNING);
    for (String kind : List.of("Job", "Service")) {
      bench.objects(session).stream()
          .filter(object -> object.getKind().equals(kind))
          .forEach(
              object -> {
                object.getMetadata().setLabels(Map.of());
                bench.client().resource(object).update();
              });
    }

    bench.await(
        () ->
            bench.objects(session).stream()
                .allMatch(
                    object ->
                        Marks.OPERATOR.equals(
                            Optional.ofNullable(object.getMetadata().getLabels())
                                .orElse(Map.of())
                                .get(Marks.MANAGED_BY))));
    assertThat(bench.status("demo").phase()).isEqualTo(RUNNING);
    bench.set("demo", "desired", "Stopped");
    bench.awaitPhase("demo", STOPPED);
  }

  @Test
  @DisplayName("K-02 what somebody changes in an object of ours is put right")
  void aChangedObjectIsPutRight() {
    bench.create("demo");
    bench.awaitPhase("demo", RUNNING);
    NetworkPolicy policy = policy();
    policy.getSpec().setEgress(List.of());

    bench.client().resource(policy).update();

    bench.await(() -> policy().getSpec().getEgress().size() == 4);
    bench.client().resource(service()).delete();
    bench.await(() -> service() != null);
  }

  @Test
  void whatTheClusterRefusesIsTold() {
    AtomicBoolean full = new AtomicBoolean(true);
    bench
        .cluster()
        .server()
        .refuse(
            request ->
                full.get()
                        && request.getMethod().equals("POST")
                        && request.getPath().contains("/namespaces/" + bench.namespace() + "/")
                        && request.getPath().contains("/jobs")
                    ? Optional.of(ApplyServer.failure(403, "Forbidden", "exceeded quota: pods"))
                    : Optional.empty());
    bench.create("demo");

    bench.await("demo", seen -> "Rejected".equals(seen.getStatus().reason()));
    assertThat(bench.status("demo").message()).contains("exceeded quota");

    full.set(false);
    bench.awaitPhase("demo", RUNNING);
  }

  @Test
  @DisplayName("K-01 sessions in words of a later version are left alone, and the others run")
  void wordsOfALaterVersionAreLeftAlone() {
    bench.cluster().server(); // a real one lets nobody write them
    bench.stop();
    bench.create("paused");
    bench.set("paused", "desired", "Paused");
    bench.create("hibernating");
    bench.tellPhase("hibernating", "Hibernating");
    List<AgenticSession> odd = List.of(bench.get("paused"), bench.get("hibernating"));
    assertThat(odd.getFirst().getSpec().desired()).isEqualTo(Desired.UNKNOWN);
    assertThat(odd.getLast().getStatus().phase()).isEqualTo(RunPhase.UNKNOWN);

    bench.start();
    bench.create("good");
    bench.awaitPhase("good", RUNNING);
    bench.operator().lookAtDue();
    bench.set("good", "desired", "Stopped");
    bench.awaitPhase("good", STOPPED);

    assertThat(odd)
        .allSatisfy(
            session ->
                assertThat(
                        bench
                            .get(session.getMetadata().getName())
                            .getMetadata()
                            .getResourceVersion())
                    .isEqualTo(session.getMetadata().getResourceVersion()));
    bench.delete("paused");
    bench.awaitGone("paused");
  }

  @Test
  @DisplayName("K-09 one session that cannot be made does not keep others from running")
  void sessionsFailAlone() {
    bench.fate("bad", Fates.exit(1));
    bench.running("bad", "exit 1");
    bench.create("waits", "secrets: [nowhere]");
    bench.create("good");

    bench.awaitPhase("good", RUNNING);
    bench.awaitPhase("bad", FAILED);
    bench.await("waits", seen -> "SecretMissing".equals(seen.getStatus().reason()));
  }

  private List<String> variables() {
    return bench
        .client()
        .batch()
        .v1()
        .jobs()
        .inNamespace(bench.namespace())
        .withName("as-demo")
        .get()
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getEnv()
        .stream()
        .map(EnvVar::getName)
        .toList();
  }

  private Service service() {
    return bench.client().services().inNamespace(bench.namespace()).withName("as-demo").get();
  }

  private NetworkPolicy policy() {
    return bench
        .client()
        .network()
        .v1()
        .networkPolicies()
        .inNamespace(bench.namespace())
        .withName("as-demo")
        .get();
  }
}
