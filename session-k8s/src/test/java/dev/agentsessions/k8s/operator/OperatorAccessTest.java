package dev.agentsessions.k8s.operator;

import static dev.agentsessions.k8s.resource.RunPhase.COMPLETED;
import static dev.agentsessions.k8s.resource.RunPhase.FAILED;
import static dev.agentsessions.k8s.resource.RunPhase.RUNNING;
import static dev.agentsessions.k8s.resource.RunPhase.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.k8s.resource.AccessWish;
import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class OperatorAccessTest extends OperatorTests {
  private static final Duration LIFE = Duration.ofMinutes(10);

  private AgenticSession stopped() {
    AgenticSession session = bench.create("demo");
    bench.awaitPhase("demo", RUNNING);
    stop();
    return session;
  }

  private void stop() {
    bench.set("demo", "desired", "Stopped");
    bench.awaitPhase("demo", STOPPED);
  }

  private void accessed() {
    bench.access("demo", LIFE);
    bench.awaitCondition("demo", Conditions.CONTENT_ACCESS, "True");
  }

  private Optional<Pod> pod() {
    return bench
        .everyObject()
        .filter(Pod.class::isInstance)
        .map(Pod.class::cast)
        .filter(pod -> pod.getMetadata().getName().equals("as-demo-access"))
        .findFirst();
  }

  private boolean isNothingLeft() {
    return bench.everything().stream().noneMatch(one -> one.endsWith("-access"));
  }

  private Condition awaitReason(String reason) {
    bench.await(
        () ->
            bench
                .condition("demo", Conditions.CONTENT_ACCESS)
                .filter(condition -> condition.getReason().equals(reason))
                .isPresent());
    return bench.condition("demo", Conditions.CONTENT_ACCESS).orElseThrow();
  }

  @Test
  @DisplayName("R-A30 the files of a session that rests are served by a pod in its volume")
  void filesAreServed() {
    AgenticSession session = stopped();
    int writes = bench.writes().count();

    accessed();

    Pod pod = pod().orElseThrow();
    assertThat(Marks.owns(session, pod)).isTrue();
    assertThat(pod.getMetadata().getLabels()).containsAllEntriesOf(Marks.labels(Names.of(session)));
    assertThat(pod.getSpec().getVolumes())
        .extracting(volume -> volume.getPersistentVolumeClaim())
        .filteredOn(claim -> claim != null)
        .extracting(claim -> claim.getClaimName())
        .containsExactly("as-demo");
    assertThat(bench.status("demo").phase()).isEqualTo(STOPPED);
    assertThat(bench.status("demo").tokenSecret()).isEqualTo("as-demo-access");
    assertThat(bench.get("demo").hasStopped()).isTrue();
    assertThat(bench.writes().count() - writes).as("%s", bench.writes().made()).isLessThan(5);
  }

  @Test
  @DisplayName("K-03, R-A30 that pod has no more rights than a run's, and nothing but the service")
  void thePodIsRestricted() {
    stopped();
    accessed();

    Pod pod = pod().orElseThrow();
    assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSpec().getSecurityContext().getSeccompProfile().getType())
        .isEqualTo("RuntimeDefault");
    assertThat(pod.getSpec().getContainers())
        .extracting(Container::getName)
        .containsExactly("content");
    Container content = pod.getSpec().getContainers().getFirst();
    assertThat(content.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(content.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(content.getResources().getLimits()).isNotEmpty();
    assertThat(secret().getData()).containsOnlyKeys("content-token");
    assertThat(bench.everyObject().filter(NetworkPolicy.class::isInstance)).hasSize(1);
  }

  private Secret secret() {
    return bench.client().secrets().inNamespace(bench.namespace()).withName("as-demo-access").get();
  }

  @Test
  @DisplayName("R-A32 access that is not put off ends, and its pod and token go")
  void accessEnds() {
    stopped();
    accessed();
    bench.pass(LIFE.minusMinutes(1));
    bench.access("demo", LIFE);
    bench.pass(Duration.ofMinutes(2));
    bench.lookAtDue();
    assertThat(pod()).isPresent();
    String token = secret().getData().get("content-token");

    bench.pass(LIFE);
    bench.lookAtDue();

    bench.await(this::isNothingLeft);
    Condition access = awaitReason("NotAsked");
    assertThat(access.getStatus()).isEqualTo("False");
    assertThat(bench.status("demo").tokenSecret()).isNull();
    accessed();
    assertThat(secret().getData().get("content-token")).isNotEqualTo(token);
  }

  @Test
  @DisplayName("K-06, R-A30 a start waits until the pod that serves the files is gone")
  void aStartWaits() {
    stopped();
    accessed();
    bench.hold("demo");

    bench.set("demo", "desired", "Running");
    bench.await(() -> pod().filter(Pod::isMarkedForDeletion).isPresent());
    bench.create("other");
    bench.awaitPhase("other", RUNNING);
    assertThat(bench.status("demo").phase()).isEqualTo(STOPPED);
    assertThat(bench.everything()).doesNotContain("Job/as-demo");
    assertThat(awaitReason("NotAsked").getStatus()).isEqualTo("False");

    bench.letGo("demo");

    bench.await("demo", seen -> seen.getStatus().phase() == RUNNING);
    assertThat(isNothingLeft()).isTrue();
  }

  @Test
  @DisplayName("R-A30 what was asked before a run is not given after it")
  void notAfterAnotherRun() {
    stopped();
    accessed();
    bench.set("demo", "desired", "Running");
    bench.await("demo", seen -> seen.getStatus().phase() == RUNNING);

    stop();

    bench.lookAtDue();
    bench.create("other");
    bench.awaitPhase("other", RUNNING);
    assertThat(isNothingLeft()).isTrue();
    accessed();
  }

  @Test
  @DisplayName("R-A30 a session that is deleted is gone when the pod that serves its files is")
  void deletedWhileAccessed() {
    stopped();
    accessed();
    bench.hold("demo");

    bench.delete("demo");

    bench.await(() -> pod().filter(Pod::isMarkedForDeletion).isPresent());
    bench.create("other");
    bench.awaitPhase("other", RUNNING);
    assertThat(bench.find("demo")).isPresent();
    bench.letGo("demo");
    bench.awaitGone("demo");
    bench.await(this::isNothingLeft);
  }

  @Test
  @DisplayName("K-05, R-A31 a pod that cannot be is told of, and tried as long as it is asked for")
  void whatCannotBe() {
    stopped();
    bench.accessFate("demo", Fates.waiting("ImagePullBackOff"));
    bench.access("demo", LIFE);
    Condition access = awaitReason("ImagePull");
    assertThat(access.getStatus()).isEqualTo("False");
    assertThat(access.getMessage()).contains("the registry says no");

    bench.accessFate("demo", unschedulable());
    assertThat(awaitReason("Unschedulable").getMessage()).contains("insufficient cpu");

    bench.accessFate("demo", serving());
    bench.awaitCondition("demo", Conditions.CONTENT_ACCESS, "True");
  }

  private static Fate unschedulable() {
    return Fates.all()
        .filter(fate -> fate.name().equals("unschedulable"))
        .findFirst()
        .orElseThrow();
  }

  private static Fate serving() {
    return new Fate("serving", Fate.ACTIVE, Optional.of(Fate.serving()), RUNNING, null, null);
  }

  @Test
  @DisplayName("R-A30 a pod that was evicted is followed by another")
  void anEvictedPodIsReplaced() {
    stopped();
    accessed();
    String first = pod().orElseThrow().getMetadata().getUid();

    bench.accessFate(
        "demo",
        new Fate(
            "evicted",
            Fate.ACTIVE,
            Optional.of(Fate.taken("Failed", "Evicted", null)),
            FAILED,
            null,
            null));
    bench.await(() -> pod().filter(pod -> pod.getMetadata().getUid().equals(first)).isEmpty());
    bench.accessFate("demo", serving());

    bench.await(() -> pod().filter(AccessState::isServing).isPresent());
    bench.awaitCondition("demo", Conditions.CONTENT_ACCESS, "True");
  }

  @Test
  @DisplayName("R-A30 a volume that another session works in is waited for")
  void aVolumeInUse() {
    stopped();
    bench.create("child", "workspace: {continueFrom: demo}");
    bench.awaitPhase("child", RUNNING);

    bench.access("demo", LIFE);

    assertThat(awaitReason("VolumeInUse").getMessage()).contains("as-demo");
    assertThat(pod()).isEmpty();
    bench.set("child", "desired", "Stopped");
    bench.awaitPhase("child", STOPPED);
    bench.lookAtDue();
    bench.awaitCondition("demo", Conditions.CONTENT_ACCESS, "True");
  }

  @Test
  @DisplayName("R-A30 files of a run that completed, or failed, are served as well")
  void afterAnyEnd() {
    bench.running("demo", "exit 0");
    bench.fate("demo", Fates.exit(0));
    bench.awaitPhase("demo", COMPLETED);

    accessed();

    assertThat(bench.status("demo").phase()).isEqualTo(COMPLETED);
    assertThat(bench.condition("demo", "Ready").orElseThrow().getReason()).isEqualTo("RunFinished");
  }

  @Test
  @DisplayName("R-A30 nothing is made for a session that runs, or never ran, or by nonsense")
  void onlyAtRest() {
    bench.create("idle", "desired: Stopped");
    bench.access("idle", LIFE);
    bench.create("demo");
    bench.awaitPhase("demo", RUNNING);
    bench.access("demo", LIFE);
    stop();
    bench
        .client()
        .resources(AgenticSession.class)
        .inNamespace(bench.namespace())
        .withName("demo")
        .edit(
            session -> {
              session.getMetadata().getAnnotations().put(AccessWish.UNTIL, "tomorrow");
              session.getMetadata().getAnnotations().remove(AccessWish.RUNS);
              return session;
            });
    bench.lookAtDue();
    bench.create("other");
    bench.awaitPhase("other", RUNNING);

    assertThat(isNothingLeft()).isTrue();
  }

  @Test
  @DisplayName("K-02, R-A30 somebody else's pod of that name is left alone, and told of")
  void anothersPod() {
    stopped();
    Pod other =
        bench
            .client()
            .resource(
                new PodBuilder()
                    .withNewMetadata()
                    .withNamespace(bench.namespace())
                    .withName("as-demo-access")
                    .endMetadata()
                    .withNewSpec()
                    .addNewContainer()
                    .withName("theirs")
                    .withImage("busybox:1.36")
                    .endContainer()
                    .endSpec()
                    .build())
            .create();

    bench.access("demo", LIFE);

    assertThat(awaitReason("NameTaken").getMessage()).contains("as-demo-access");
    assertThat(pod().orElseThrow().getMetadata().getUid()).isEqualTo(other.getMetadata().getUid());
    bench.client().resource(other).delete();
    bench.await(
        () -> {
          bench.lookAtDue();
          return bench.condition("demo", Conditions.CONTENT_ACCESS).stream()
              .anyMatch(condition -> condition.getStatus().equals("True"));
        });
  }

  @Test
  @DisplayName("K-09, R-A32 an operator that begins while files are served ends that in time")
  void anotherOperator() {
    stopped();
    accessed();
    bench.stop();
    bench.pass(LIFE.plusMinutes(1));

    bench.start();

    bench.await(this::isNothingLeft);
    assertThat(awaitReason("NotAsked").getStatus()).isEqualTo("False");
  }

  @Test
  @DisplayName("K-09 a session that rests and is accessed is written again by no operator")
  void nothingIsWrittenTwice() {
    stopped();
    accessed();
    bench.stop();
    bench.start();
    bench.create("other");
    bench.awaitPhase("other", RUNNING);
    bench.lookAtDue();
    bench.create("another");
    bench.awaitPhase("another", RUNNING);

    assertThat(bench.writes().made()).noneMatch(write -> write.contains("demo"));
    assertThat(List.of(pod().orElseThrow())).allMatch(AccessState::isServing);
  }
}
