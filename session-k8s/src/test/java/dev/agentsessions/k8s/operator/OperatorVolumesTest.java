package dev.agentsessions.k8s.operator;

import static dev.agentsessions.k8s.resource.RunPhase.COMPLETED;
import static dev.agentsessions.k8s.resource.RunPhase.RUNNING;
import static dev.agentsessions.k8s.resource.RunPhase.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachment;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachmentBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class OperatorVolumesTest extends OperatorTests {
  private static final String CHILD = "workspace: {continueFrom: parent}";

  @Test
  @DisplayName("K-06 a session may go on in the volume of one that rests, and comes back to it")
  void aSessionGoesOnInAnothersVolume() {
    bench.create("parent");
    bench.awaitPhase("parent", RUNNING);
    stop("parent");

    AgenticSession child = bench.create("child", CHILD);

    bench.awaitPhase("child", RUNNING);
    assertThat(bench.status("child").volumeClaim()).isEqualTo("as-parent");
    assertThat(claim("child")).isEqualTo("Continued");
    assertThat(bench.objects(child))
        .extracting(HasMetadata::getKind)
        .doesNotContain("PersistentVolumeClaim");
    stop("child");
    bench.set("child", "desired", "Running");
    bench.await("child", seen -> seen.getStatus().restartCount() == 1);
    assertThat(bench.status("child").volumeClaim()).isEqualTo("as-parent");
  }

  @Test
  void aSessionGoesOnInTheVolumeOfACompletedOne() {
    bench.running("parent", "exit 0");
    bench.fate("parent", Fates.exit(0));
    bench.awaitPhase("parent", COMPLETED);

    bench.create("child", CHILD);

    bench.awaitPhase("child", RUNNING);
    assertThat(bench.status("child").volumeClaim()).isEqualTo("as-parent");
  }

  @Test
  @DisplayName("K-06 a volume that another session works in is not taken, and a condition says so")
  void aVolumeInUseIsNotTaken() {
    bench.create("parent");
    bench.awaitPhase("parent", RUNNING);

    bench.create("child", CHILD);

    bench.awaitPhase("child", RUNNING);
    assertThat(bench.status("child").volumeClaim()).isEqualTo("as-child");
    assertThat(claim("child")).isEqualTo("OwnVolume");
    assertThat(bench.condition("child", "PVCReady"))
        .map(Condition::getMessage)
        .hasValueSatisfying(message -> assertThat(message).contains("parent"));
  }

  @Test
  void aVolumeOfNobodyIsNotWaitedFor() {
    bench.create("child", CHILD);

    bench.awaitPhase("child", RUNNING);
    assertThat(claim("child")).isEqualTo("OwnVolume");
  }

  @Test
  @DisplayName("K-06 a start waits for those who work in the volume")
  void aStartWaitsForThoseInTheVolume() {
    bench.create("parent");
    bench.awaitPhase("parent", RUNNING);
    stop("parent");
    bench.create("child", CHILD);
    bench.awaitPhase("child", RUNNING);

    bench.set("parent", "desired", "Running");
    bench.create("other");
    bench.awaitPhase("other", RUNNING);
    assertThat(bench.status("parent").phase()).isEqualTo(STOPPED);
    stop("child");
    bench.operator().lookAtDue();

    bench.awaitPhase("parent", RUNNING);
  }

  @Test
  @DisplayName("K-06 a start waits until no node has the volume attached")
  void aStartWaitsForTheVolume() {
    bench.cluster().controllers();
    bench.create("demo");
    bench.awaitPhase("demo", RUNNING);
    String volume =
        bench
            .client()
            .persistentVolumeClaims()
            .inNamespace(bench.namespace())
            .withName("as-demo")
            .get()
            .getSpec()
            .getVolumeName();
    VolumeAttachment attachment =
        bench
            .client()
            .resource(
                new VolumeAttachmentBuilder()
                    .withNewMetadata()
                    .withName("of-demo")
                    .endMetadata()
                    .withNewSpec()
                    .withAttacher("test")
                    .withNodeName("node")
                    .withNewSource()
                    .withPersistentVolumeName(volume)
                    .endSource()
                    .endSpec()
                    .build())
            .create();
    stop("demo");
    bench.set("demo", "desired", "Running");
    bench.create("other");
    bench.awaitPhase("other", RUNNING);
    assertThat(bench.status("demo").phase()).isEqualTo(STOPPED);

    bench.client().resource(attachment).delete();
    bench.operator().lookAtDue();

    bench.awaitPhase("demo", RUNNING);
  }

  private void stop(String name) {
    bench.set(name, "desired", "Stopped");
    bench.awaitPhase(name, STOPPED);
  }

  private String claim(String name) {
    return bench.condition(name, "PVCReady").map(Condition::getReason).orElseThrow();
  }
}
