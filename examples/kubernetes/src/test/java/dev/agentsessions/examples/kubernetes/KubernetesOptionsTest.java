package dev.agentsessions.examples.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentsessions.examples.program.AuthChoice;
import dev.agentsessions.examples.program.Refusal;
import dev.agentsessions.k8s.content.AddressTemplate;
import dev.agentsessions.k8s.content.ContentAddress;
import dev.agentsessions.k8s.operator.OperatorConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesOptionsTest {
  private static KubernetesOptions of(String... commandLine) {
    return KubernetesOptions.of(List.of(commandLine));
  }

  @Test
  void everyOptionIsRead() {
    KubernetesOptions options =
        of(
            "--kubeconfig=here/config",
            "--context=far",
            "--namespace=agents",
            "--session-namespace=runs",
            "--content-url=https://{service}.{namespace}.pods.example.org",
            "--runner-image=registry.example.org:5000/team/runner@sha256:0123",
            "--content-image",
            "content:1",
            "--api-url=http://agent-sessions.agents.svc:8787",
            "--watch=one",
            "--watch=two",
            "--copy-secret=keys",
            "--auth=tokens",
            "--bind=0.0.0.0",
            "--server-name=agent-sessions.agents.svc",
            "--store=memory");

    assertThat(options.cluster().kubeconfig()).contains(Path.of("here/config").toAbsolutePath());
    assertThat(options.cluster().context()).contains("far");
    assertThat(options.namespace()).contains("agents");
    assertThat(options.sessions()).contains("runs");
    assertThat(options.content())
        .isEqualTo(new AddressTemplate("https://{service}.{namespace}.pods.example.org"));
    assertThat(options.server().auth()).isEqualTo(AuthChoice.TOKENS);
    assertThat(options.serverNames()).containsExactly("agent-sessions.agents.svc");
    OperatorConfig operator = options.operator().orElseThrow().in("agents");
    assertThat(operator.namespace()).isEqualTo("agents");
    assertThat(operator.runner().image())
        .isEqualTo("registry.example.org:5000/team/runner@sha256:0123");
    assertThat(operator.content().image()).isEqualTo("content:1");
    assertThat(operator.api().url()).isEqualTo(URI.create("http://agent-sessions.agents.svc:8787"));
    assertThat(operator.watched()).containsExactlyInAnyOrder("one", "two");
    assertThat(operator.copiedSecrets()).containsExactly("keys");
    assertThat(operator.lease()).isPresent();
  }

  @Test
  void sessionsMayBeRunByAnotherProgramsOperator() {
    assertThat(of("--no-operator").operator()).isEmpty();
    assertThat(of("--no-operator").content()).isEqualTo(ContentAddress.IN_CLUSTER);
  }

  @Test
  void whatAnOperatorNeedsIsSaidAtOnce() {
    assertThatThrownBy(() -> of("--namespace=-x", "--watch=B"))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            """
            --namespace must be the name of a namespace, not -x
            --runner-image is needed, or --no-operator
            --content-image is needed, or --no-operator
            --api-url is needed, or --no-operator
            --watch must be the name of a namespace, not B\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --no-operator=yes       | --no-operator takes no value
          --watch=a               | --watch is of no use with --no-operator
          --bind=0.0.0.0          | --bind must be a loopback address such as 127.0.0.1, or --auth tokens be there
          --server-name=a/b       | --server-name must be a name such as sessions.example.org, not a/b
          --content-url=http://a  | --content-url must be an address such as https://{service}.{namespace}.example.org, not http://a
          --store=file            | --store must be h2 or memory or postgres, not file
          """)
  void aWrongOptionIsSaidWithWhatItMustBe(String option, String problem) {
    List<String> commandLine =
        option.startsWith("--no-operator") ? List.of(option) : List.of("--no-operator", option);

    assertThatThrownBy(() -> KubernetesOptions.of(commandLine))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith(problem);
  }

  @Test
  void anImageAndASecretAreNames() {
    assertThatThrownBy(
            () ->
                of(
                    "--runner-image=a b",
                    "--content-image=",
                    "--api-url=agent-sessions:8787",
                    "--copy-secret=Keys"))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            """
            --runner-image must name an image, not a b
            --content-image must name an image, not empty
            --api-url must be an address such as http://10.0.0.5:8787, not agent-sessions:8787
            --copy-secret must be the name of a Secret, not Keys\
            """);
  }
}
