package dev.agentsessions.k8s.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.k8s.resource.AgenticSession;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SessionJobTest {
  @Test
  @DisplayName("K-03 a Job tries once, has no deadline and is kept for ten minutes, by default")
  void aJobTriesOnce() {
    Job job = job("{}");

    assertThat(job.getSpec().getBackoffLimit()).isZero();
    assertThat(job.getSpec().getActiveDeadlineSeconds()).isNull();
    assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(600);
    assertThat(pod(job).getRestartPolicy()).isEqualTo("Never");
  }

  @Test
  void aSpecSaysHowOftenAndHowLong() {
    Job job = job("{backoffLimit: 2, timeout: PT1H30M}");

    assertThat(job.getSpec().getBackoffLimit()).isEqualTo(2);
    assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(5400);
  }

  @Test
  @DisplayName("K-03 a timeout of centuries is not taken for one that is over")
  void aTimeoutOfCenturies() {
    Job job = job("{timeout: P999999999D}");

    assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  @DisplayName("K-04 a runner that ends with 2 or 143 is not tried again")
  void someEndsAreNotTriedAgain() {
    var rule = job("{backoffLimit: 2}").getSpec().getPodFailurePolicy().getRules().getFirst();

    assertThat(rule.getAction()).isEqualTo("FailJob");
    assertThat(rule.getOnExitCodes().getContainerName()).isEqualTo("runner");
    assertThat(rule.getOnExitCodes().getValues()).containsExactly(2, 143);
  }

  @Test
  @DisplayName("K-03 the content service is a sidecar, so that the Job ends with the runner")
  void theContentServiceIsASidecar() {
    PodSpec pod = pod(job("{}"));

    assertThat(pod.getContainers()).extracting(Container::getName).containsExactly("runner");
    assertThat(pod.getInitContainers())
        .extracting(Container::getName)
        .containsExactly("prepare", "content");
    Container content = pod.getInitContainers().getLast();
    assertThat(content.getRestartPolicy()).isEqualTo("Always");
    assertThat(content.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/readyz");
    assertThat(pod.getInitContainers().getFirst().getRestartPolicy()).isNull();
  }

  @Test
  @DisplayName("K-02, S-01 what a session begins with is cloned before its runner starts")
  void theFirstClonesAreMadeByWhatPrepares() {
    PodSpec pod =
        pod(
            job(
                """
                repos: [{url: 'https://git.example/engine', branch: $(HOME), autoPush: true}]
                activeWorkflow: {gitUrl: 'https://git.example/flows', path: fix}
                """));

    assertThat(value(pod.getInitContainers().getFirst().getEnv(), "SESSION_CONTENT"))
        .hasValue(
            "{\"activeWorkflow\":{\"gitUrl\":\"https://git.example/flows\",\"path\":\"fix\"},"
                + "\"repos\":[{\"url\":\"https://git.example/engine\",\"branch\":\"$$(HOME)\","
                + "\"autoPush\":true}]}");
    assertThat(value(pod.getInitContainers().getLast().getEnv(), "SESSION_CONTENT")).isEmpty();
    assertThat(value(pod.getContainers().getFirst().getEnv(), "SESSION_CONTENT")).isEmpty();
    assertThat(value(pod(job("{}")).getInitContainers().getFirst().getEnv(), "SESSION_CONTENT"))
        .isEmpty();
  }

  @Test
  @DisplayName("K-03 K-11 every container keeps to restricted Pod Security and has its limits")
  void everyContainerIsRestricted() {
    PodSpec pod = pod(job("{}"));

    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getEnableServiceLinks()).isFalse();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(containers(pod))
        .hasSize(3)
        .allSatisfy(
            container -> {
              assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
              assertThat(container.getSecurityContext().getCapabilities().getDrop())
                  .containsExactly("ALL");
              assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
              assertThat(container.getResources().getLimits()).containsKey("memory");
            });
  }

  @Test
  @DisplayName("K-03 what a user sets never replaces what the system sets")
  void aUserCannotShadowTheSystem() {
    AgenticSession session =
        Sample.named(
            "demo",
            """
            environment:
              EDITOR: vi
              HOME: /root
              LD_PRELOAD: evil.so
              PATH: /evil
              PROJECT: other
              SESSION_API_URL: https://evil.example
              SESSION_NEW: one of tomorrow
              TERM: dumb
            """);
    var secret =
        new SecretVariables("mine", Set.of("API_KEY", "LD_AUDIT", "SESSION_ID", "not a name"));

    Job job = new SessionJob(session, Sample.CONFIG, 1).using("files", List.of(secret));

    List<EnvVar> variables = pod(job).getContainers().getFirst().getEnv();
    assertThat(variables).extracting(EnvVar::getName).doesNotHaveDuplicates();
    assertThat(variables)
        .filteredOn(one -> one.getValueFrom() != null)
        .singleElement()
        .extracting(EnvVar::getName)
        .isEqualTo("API_KEY");
    assertThat(variables)
        .extracting(EnvVar::getName)
        .doesNotContain("LD_PRELOAD", "LD_AUDIT", "PATH", "TERM", "SESSION_NEW", "not a name");
    assertThat(value(variables, "EDITOR")).hasValue("vi");
    assertThat(value(variables, "HOME")).hasValue("/home/session");
    assertThat(value(variables, "PROJECT")).hasValue("default");
    assertThat(value(variables, "SESSION_ID")).hasValue("demo");
    assertThat(value(variables, "SESSION_API_URL")).hasValue("https://sessions.example/api/v1");
  }

  @Test
  @DisplayName("K-07 tokens are a mounted folder, which follows a change, and no variable")
  void tokensAreAMountedFolder() {
    PodSpec pod = pod(job("{}"));

    assertThat(pod.getVolumes())
        .filteredOn(volume -> volume.getSecret() != null)
        .singleElement()
        .extracting(volume -> volume.getSecret().getSecretName())
        .isEqualTo("as-demo-token");
    assertThat(pod.getContainers().getFirst().getVolumeMounts())
        .anySatisfy(
            mount -> {
              assertThat(mount.getMountPath()).isEqualTo("/var/run/agentsessions");
              assertThat(mount.getSubPath()).isNull();
              assertThat(mount.getReadOnly()).isTrue();
            });
    assertThat(value(pod.getContainers().getFirst().getEnv(), "SESSION_TOKEN_FILE"))
        .hasValue("/var/run/agentsessions/token");
  }

  @Test
  void aRunnerMayBeAnyImageWithAnyCommand() {
    Container runner =
        pod(job(
                """
                runner: {image: "alpine:3", command: [sh], args: [-c, "true"]}
                resources: {requests: {cpu: 2}, limits: {memory: 1Gi}}
                """))
            .getContainers()
            .getFirst();

    assertThat(runner.getImage()).isEqualTo("alpine:3");
    assertThat(runner.getCommand()).containsExactly("sh");
    assertThat(runner.getArgs()).containsExactly("-c", "true");
    assertThat(runner.getResources().getRequests()).containsOnlyKeys("cpu");
    assertThat(runner.getResources().getLimits()).containsEntry("memory", new Quantity("1Gi"));
  }

  @Test
  @DisplayName("K-05 the spec of a run is told by its hash, whatever the order of its words")
  void aHashTellsASpec() {
    String before = hash("{environment: {A: 1, B: 2, C: 3}, agent: claude}");

    assertThat(hash("{agent: claude, environment: {C: 3, B: 2, A: 1}}")).isEqualTo(before);
    assertThat(
            hash(
                """
                {agent: claude, environment: {A: 1, B: 2, C: 3}, desired: Stopped, run: 3,
                 repos: [{url: "https://git.example/a"}], llm: {model: opus},
                 activeWorkflow: {gitUrl: "https://git.example/w"}}
                """))
        .isEqualTo(before);
    assertThat(
            List.of(
                hash("{environment: {A: 1, B: 2, C: 4}, agent: claude}"),
                hash("{environment: {A: 1, B: 2, C: 3}, agent: codex}"),
                hash("{environment: {A: 1, B: 2, C: 3}, agent: claude, llm: {temperature: 0}}"),
                hash("{environment: {A: 1, B: 2, C: 3}, agent: claude, timeout: PT1H}")))
        .doesNotContain(before)
        .satisfies(all -> assertThat(new HashSet<>(all)).hasSameSizeAs(all));
  }

  private static String hash(String spec) {
    return SpecHash.of(Sample.named("demo", spec).getSpec());
  }

  private static Job job(String spec) {
    return new SessionJob(Sample.named("demo", spec), Sample.CONFIG, 1).using("files", List.of());
  }

  private static PodSpec pod(Job job) {
    return job.getSpec().getTemplate().getSpec();
  }

  private static List<Container> containers(PodSpec pod) {
    return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream()).toList();
  }

  private static Optional<String> value(List<EnvVar> variables, String name) {
    return variables.stream()
        .filter(one -> one.getName().equals(name))
        .map(EnvVar::getValue)
        .findFirst();
  }
}
