package dev.agentsessions.k8s.install;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart, as {@code helm} itself renders it. */
final class ChartTest {
  private static final Path CHART = Manifests.DEPLOY.resolve("chart/agent-sessions");

  @TempDir Path folder;

  @Test
  @DisplayName("K-11 the chart with its own values is what the kustomization applies")
  void theChartIsTheKustomization() {
    String applied =
        Manifests.kustomized(Manifests.DEPLOY.resolve("base")).stream().collect(joining("\n---\n"));

    assertThat(byName(chart().call())).isEqualTo(byName(applied));
  }

  /** Namespaces are apart: the release's is made by helm. */
  private static Map<String, Map<String, Object>> byName(String documents) {
    return Manifests.raw(documents)
        .filter(object -> !"Namespace".equals(object.get("kind")))
        .collect(toMap(ChartTest::name, object -> object));
  }

  private static String name(Map<String, Object> object) {
    Map<?, ?> metadata = (Map<?, ?>) object.get("metadata");
    return object.get("kind") + "/" + metadata.get("namespace") + "/" + metadata.get("name");
  }

  @Test
  @DisplayName("K-11 the chart has no faults that helm knows of")
  void theChartHasNoFaults() {
    LintResult result = new Helm(CHART).lint().strict().call();

    assertThat(result.isFailed()).as(() -> result.getMessages().toString()).isFalse();
  }

  @Test
  @DisplayName(
      "K-11 more namespaces and Secrets mean rights for just these, and the host's options")
  void moreNamespacesAndSecrets() throws IOException {
    String documents =
        chart(
                """
                image: {repository: example.org/sessions, tag: "7"}
                runnerImage: runner:1
                sessions:
                  namespace: runs
                  moreNamespaces: [team-a, team-b]
                  copiedSecrets: [keys]
                serverNames: [sessions.example.org]
                networkPolicies: false
                """)
            .withName("mine")
            .withNamespace("place")
            .call();

    assertThat(Manifests.objects(documents))
        .allSatisfy(
            object -> assertThat(UnknownFields.of(object)).as(Manifests.name(object)).isEmpty())
        .extracting(Manifests::name)
        .contains(
            "Namespace//runs",
            "RoleBinding/runs/mine",
            "RoleBinding/team-a/mine",
            "RoleBinding/team-b/mine",
            "Role/place/mine-copied-secrets",
            "RoleBinding/place/mine-copied-secrets")
        .noneMatch(name -> name.startsWith("NetworkPolicy") || name.contains("agent-sessions"));
    Deployment host =
        Manifests.objects(documents).stream()
            .filter(Deployment.class::isInstance)
            .map(Deployment.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(host.getSpec().getTemplate().getSpec().getContainers().getFirst())
        .satisfies(
            container -> {
              assertThat(container.getImage()).isEqualTo("example.org/sessions:7");
              assertThat(container.getArgs())
                  .contains(
                      "--runner-image=runner:1",
                      "--content-image=example.org/sessions:7",
                      "--session-namespace=runs",
                      "--watch=runs",
                      "--watch=team-a",
                      "--watch=team-b",
                      "--copy-secret=keys",
                      "--server-name=mine.$(NAMESPACE).svc",
                      "--server-name=sessions.example.org");
            });
    assertThat(Manifests.objects(documents))
        .filteredOn(object -> Manifests.name(object).equals("Role/place/mine-copied-secrets"))
        .flatExtracting(Manifests::rules)
        .extracting(PolicyRule::getResourceNames)
        .containsExactly(List.of("keys"));
  }

  @Test
  @DisplayName("K-11 sessions beside the host share its namespace, which is made once")
  void sessionsBesideTheHost() throws IOException {
    String documents = chart("sessions: {namespace: agent-sessions}").call();

    assertThat(Manifests.objects(documents))
        .extracting(Manifests::name)
        .doesNotHaveDuplicates()
        .noneMatch(name -> name.startsWith("Namespace/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replicas: 0",
        "sessions: {namespace: Work}",
        "sessions: {moreNamespaces: [a, a]}",
        "colour: red",
        "image: {pullPolicy: Sometimes}"
      })
  @DisplayName("K-11 values that no install can be of are refused before anything is applied")
  void wrongValuesAreRefused(String values) {
    assertThatThrownBy(() -> chart(values).call())
        .hasMessageContaining("values don't meet the specifications of the schema");
  }

  private TemplateCommand chart(String values) throws IOException {
    return chart().withValuesFile(Files.writeString(folder.resolve("values.yaml"), values));
  }

  private static TemplateCommand chart() {
    return new Helm(CHART)
        .template()
        .withName("agent-sessions")
        .withNamespace("agent-sessions")
        .withKubeVersion("1.31.0");
  }
}
