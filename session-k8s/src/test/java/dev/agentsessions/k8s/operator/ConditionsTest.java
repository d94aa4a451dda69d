package dev.agentsessions.k8s.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.RunPhase;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ConditionsTest {
  private static final Instant LATER = Sample.NOON.plusSeconds(60);

  private final AgenticSession session = Sample.named("demo");

  @Test
  @DisplayName("K-05 every condition of a new session is False, or has nothing to do")
  void everyConditionOfANewSessionIsFalse() {
    assertThat(of(nothing(), RunPhase.PENDING, Optional.empty()))
        .extracting(Condition::getType, Condition::getStatus)
        .map(Object::toString)
        .containsExactly(
            "(\"Ready\", \"False\")",
            "(\"PVCReady\", \"False\")",
            "(\"SecretsReady\", \"False\")",
            "(\"JobCreated\", \"False\")",
            "(\"PodScheduled\", \"False\")",
            "(\"RunnerStarted\", \"False\")",
            "(\"ContentAccess\", \"False\")",
            "(\"ReposReconciled\", \"True\")",
            "(\"WorkflowReconciled\", \"True\")");
  }

  @Test
  @DisplayName("K-05 every condition of a running session is True")
  void everyConditionOfARunningSessionIsTrue() {
    assertThat(of(running(), RunPhase.RUNNING, Optional.empty()))
        .hasSize(9)
        .allMatch(condition -> condition.getStatus().equals("True"))
        .allMatch(condition -> condition.getObservedGeneration() == 1);
  }

  @Test
  @DisplayName("K-05 what the content service has not reported yet is Unknown")
  void whatIsNotReportedIsUnknown() {
    AgenticSession asking =
        Sample.named(
            "demo",
            "{repos: [{url: 'https://git.example/a'}], activeWorkflow: {gitUrl:"
                + " 'https://g.example'}}");

    List<Condition> all =
        of(seen(asking, Fate.running(), "Bound"), RunPhase.RUNNING, Optional.empty());

    assertThat(status(all, "ReposReconciled")).isEqualTo("Unknown");
    assertThat(status(all, "WorkflowReconciled")).isEqualTo("Unknown");
  }

  @Test
  @DisplayName("K-05 without a content service nothing that is asked for can be there")
  void withoutAContentServiceNothingIsThere() {
    AgenticSession asking = Sample.named("demo", "{repos: [{url: 'https://git.example/a'}]}");

    List<Condition> none = of(nothing(asking), RunPhase.PENDING, Optional.empty());
    List<Condition> starting =
        of(seen(asking, Fate.starting(), "Bound"), RunPhase.CREATING, Optional.empty());

    assertThat(status(none, "ReposReconciled")).isEqualTo("False");
    assertThat(named(starting, "ReposReconciled").getReason()).isEqualTo("NoContentAccess");
    assertThat(status(starting, "WorkflowReconciled")).isEqualTo("True");
  }

  @Test
  @DisplayName("K-04 an unschedulable pod shows the scheduler's message")
  void anUnschedulablePodSaysWhy() {
    List<Condition> all =
        of(seen(session, Fate.unschedulable(), "Pending"), RunPhase.CREATING, Optional.empty());

    Condition scheduled = named(all, "PodScheduled");
    assertThat(scheduled.getStatus()).isEqualTo("False");
    assertThat(scheduled.getReason()).isEqualTo("Unschedulable");
    assertThat(scheduled.getMessage()).contains("insufficient cpu");
    assertThat(status(all, "PVCReady")).isEqualTo("False");
  }

  @Test
  @DisplayName(
      "K-05 the time of a condition moves only with its status, its generation with success")
  void timesMoveWithTheStatus() {
    session.setStatus(
        session
            .getStatus()
            .seen(
                RunPhase.RUNNING,
                null,
                null,
                1L,
                of(running(), RunPhase.RUNNING, Optional.empty())));
    session.getMetadata().setGeneration(2L);

    List<Condition> all =
        Conditions.of(
            seen(session, Fate.starting(), "Bound"),
            RunPhase.RUNNING,
            Optional.empty(),
            Optional.empty(),
            LATER);

    Condition claim = named(all, "PVCReady");
    assertThat(claim.getLastTransitionTime()).isEqualTo(Sample.NOON.toString());
    assertThat(claim.getObservedGeneration()).isEqualTo(2);
    Condition ready = named(all, "Ready");
    assertThat(ready.getStatus()).isEqualTo("False");
    assertThat(ready.getLastTransitionTime()).isEqualTo(LATER.toString());
    assertThat(ready.getObservedGeneration()).isEqualTo(1);
  }

  @Test
  @DisplayName("K-10 a missing secret is named")
  void aMissingSecretIsNamed() {
    List<Condition> all =
        Conditions.of(
            nothing(),
            RunPhase.PENDING,
            Optional.empty(),
            Optional.of(Trouble.secretMissing("api-key")),
            Sample.NOON);

    assertThat(named(all, "SecretsReady").getReason()).isEqualTo("SecretMissing");
    assertThat(named(all, "SecretsReady").getMessage()).contains("api-key");
  }

  @Test
  @DisplayName("K-05 a timeout and a changed spec have conditions of their own")
  void someEndingsHaveConditions() {
    assertThat(status(ended("Timeout"), "Timeout")).isEqualTo("True");
    assertThat(status(ended("SpecModified"), "SpecModified")).isEqualTo("True");
    assertThat(ended("RunnerExit"))
        .extracting(Condition::getType)
        .doesNotContain("Timeout", "SpecModified");
  }

  private List<Condition> ended(String reason) {
    return of(nothing(), RunPhase.FAILED, Optional.of(Ending.failed(reason, "it ended")));
  }

  private Observed nothing() {
    return nothing(session);
  }

  private static Observed nothing(AgenticSession session) {
    return new Observed(
        session,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Observed.Fixtures.NONE);
  }

  private Observed running() {
    return seen(session, Fate.running(), "Bound");
  }

  private static Observed seen(AgenticSession session, PodStatus status, String claim) {
    Pod pod = new PodBuilder().withStatus(status).build();
    Secret tokens = TokenSecret.of(session, account(session), "t", "c", Sample.NOON);
    return new Observed(
        session,
        Optional.of(
            new PersistentVolumeClaimBuilder()
                .withNewStatus()
                .withPhase(claim)
                .endStatus()
                .build()),
        Optional.empty(),
        List.of(tokens),
        Optional.of(new Job()),
        List.of(pod),
        Optional.empty(),
        Observed.Fixtures.NONE);
  }

  private static ServiceAccount account(AgenticSession session) {
    ServiceAccount account = new SessionObjects(session, Sample.CONFIG).account(1);
    account.getMetadata().setUid("uid-of-account");
    return account;
  }

  private static List<Condition> of(Observed observed, RunPhase phase, Optional<Ending> ended) {
    return Conditions.of(observed, phase, ended, Optional.empty(), Sample.NOON);
  }

  private static String status(List<Condition> all, String type) {
    return named(all, type).getStatus();
  }

  private static Condition named(List<Condition> all, String type) {
    return all.stream().filter(one -> one.getType().equals(type)).findFirst().orElseThrow();
  }
}
