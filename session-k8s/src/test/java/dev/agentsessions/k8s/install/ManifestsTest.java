package dev.agentsessions.k8s.install;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@code kubectl apply -k session-k8s/deploy} applies. */
final class ManifestsTest {
  private static final String APPLIED =
      Manifests.kustomized(Manifests.DEPLOY).stream().collect(joining("\n---\n"));

  @Test
  @DisplayName("K-11 each manifest is what its kind's schema knows")
  void eachManifestIsKnown() {
    assertThat(Manifests.objects(APPLIED))
        .isNotEmpty()
        .allSatisfy(
            object -> assertThat(UnknownFields.of(object)).as(Manifests.name(object)).isEmpty());
    assertThat(
            UnknownFields.of(
                Manifests.objects(
                        """
                        apiVersion: v1
                        kind: Service
                        metadata: {name: one}
                        spec: {ports: [{port: 1, targetport: 2}]}
                        """)
                    .getFirst()))
        .containsExactly("targetport");
  }

  @Test
  @DisplayName("K-11 nothing that is there is left out of what is applied")
  void nothingIsLeftOut() throws IOException {
    try (Stream<Path> files = Files.list(Manifests.DEPLOY.resolve("base"))) {
      assertThat(files)
          .filteredOn(file -> !file.endsWith("kustomization.yaml"))
          .allSatisfy(file -> assertThat(APPLIED).contains(Manifests.text(file)));
    }
    assertThat(Manifests.objects(APPLIED))
        .extracting(Manifests::name)
        .doesNotHaveDuplicates()
        .contains("CustomResourceDefinition//agenticsessions.agentsessions.dev");
  }

  @Test
  @DisplayName("K-11 namespaces admit restricted pods alone, and the host's pod is one")
  void podsAreRestricted() {
    assertThat(objects(Namespace.class))
        .hasSize(2)
        .allSatisfy(
            namespace ->
                assertThat(namespace.getMetadata().getLabels())
                    .containsEntry("pod-security.kubernetes.io/enforce", "restricted"));
    PodSpec pod = objects(Deployment.class).getFirst().getSpec().getTemplate().getSpec();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getHostNetwork()).isNull();
    assertThat(pod.getVolumes()).noneMatch(volume -> volume.getHostPath() != null);
    assertThat(pod.getContainers())
        .allSatisfy(
            container -> {
              assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
              assertThat(container.getSecurityContext().getCapabilities().getDrop())
                  .containsExactly("ALL");
              assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
              assertThat(container.getResources().getLimits()).containsKey("memory");
            });
  }

  @Test
  @DisplayName("K-11 no right is for everything, for people's rights, or to act as somebody else")
  void noRightIsForEverything() {
    assertThat(Manifests.read(Manifests.RIGHTS))
        .flatExtracting(Manifests::rules)
        .isNotEmpty()
        .allSatisfy(ManifestsTest::isNarrow);
  }

  private static void isNarrow(PolicyRule rule) {
    assertThat(rule.getVerbs()).doesNotContain("*", "escalate", "bind", "impersonate");
    assertThat(rule.getResources())
        .doesNotContain("*", "nodes", "namespaces", "pods/exec", "clusterroles");
    assertThat(rule.getApiGroups()).hasSize(1).doesNotContain("*");
  }

  private static <T extends HasMetadata> List<T> objects(Class<T> type) {
    return Manifests.objects(APPLIED).stream().filter(type::isInstance).map(type::cast).toList();
  }
}
