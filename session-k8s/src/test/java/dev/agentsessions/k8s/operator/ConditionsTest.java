package dev.agentsessions.k8s.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.RunPhase;
import dev.agentsessions.session.ActiveWorkflow;
import dev.agentsessions.session.Layout;
import dev.agentsessions.session.Provision;
import dev.agentsessions.session.Reconciled;
import dev.agentsessions.session.Reconciled.State;
import dev.agentsessions.session.SourceRepository;
import dev.agentsessions.workspace.GitUrl;
import dev.agentsessions.workspace.WorkspacePath;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConditionsTest {
  private static final Instant LATER = Sample.NOON.plusSeconds(60);
  private static final String POD = "uid-of-the-pod";
  private static final SourceRepository ENGINE =
      SourceRepository.of(GitUrl.parse("https://git.example/engine"));
  private static final ActiveWorkflow FLOWS =
      new ActiveWorkflow(GitUrl.parse("https://git.example/flows"), "main", WorkspacePath.ROOT);

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

  /** What the pod tells of a session that wants two repositories and a workflow. */
  private static CloneReport report(AgenticSession session, String pod, State... repos) {
    var seen =
        new Provision(
            Stream.of(repos)
                .map(state -> new Reconciled<>(ENGINE, state, Optional.of("as told"), Sample.NOON))
                .toList(),
            Optional.of(new Reconciled<>(FLOWS, State.READY, Optional.empty(), Sample.NOON)),
            Optional.of(FLOWS),
            Layout.NONE);
    return CloneReport.of(pod(pod, Fate.running()), session.getSpec(), seen);
  }

  private static AgenticSession cloning() {
    return Sample.named(
        "demo",
        "{repos: [{url: 'https://git.example/engine'}, {url: 'https://git.example/wheel'}],"
            + " activeWorkflow: {gitUrl: 'https://git.example/flows'}}");
  }

  private static List<Condition> of(AgenticSession session, CloneReport report) {
    return of(
        seen(session, Fate.running(), "Bound", Optional.of(report)),
        RunPhase.RUNNING,
        Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "READY, READY, True, Cloned, ''",
    "READY, CLONING, False, Cloning, 'engine'",
    "CLONING, FAILED, False, CloneFailed, 'engine: as told'"
  })
  @DisplayName("K-05 how far the clones are is said as their pod tells it")
  void clonesAreAsToldByTheirPod(
      State one, State other, String status, String reason, String message) {
    AgenticSession session = cloning();

    List<Condition> all = of(session, report(session, POD, one, other));

    Condition repos = named(all, "ReposReconciled");
    assertThat(repos.getStatus()).isEqualTo(status);
    assertThat(repos.getReason()).isEqualTo(reason);
    assertThat(repos.getMessage()).isEqualTo(message);
    assertThat(status(all, "WorkflowReconciled")).isEqualTo("True");
    assertThat(Conditions.isToBeAsked(all)).isEqualTo(status.equals("False"));
  }

  @Test
  @DisplayName("K-05 what another pod told, or told of what was wanted before, counts no more")
  void whatIsOverCountsNoMore() {
    AgenticSession session = cloning();
    CloneReport other = report(session, "uid-of-the-pod-before", State.READY, State.READY);
    CloneReport before = report(Sample.named("demo"), POD, State.READY);

    for (CloneReport report : List.of(other, before)) {
      List<Condition> all = of(session, report);

      assertThat(status(all, "ReposReconciled")).isEqualTo("Unknown");
      assertThat(status(all, "WorkflowReconciled")).isEqualTo("Unknown");
      assertThat(Conditions.isToBeAsked(all)).isTrue();
    }
  }

  @Test
  @DisplayName("K-09, K-05 what was said of this very spec is not asked again by another operator")
  void whatWasSaidIsNotAskedAgain() {
    AgenticSession session = cloning();
    List<Condition> said = of(session, report(session, POD, State.READY, State.READY));
    session.setStatus(session.getStatus().seen(RunPhase.RUNNING, null, null, 1L, said));
    Observed again = seen(session, Fate.running(), "Bound");

    List<Condition> same = of(again, RunPhase.RUNNING, Optional.empty());
    session.getMetadata().setGeneration(2L);
    List<Condition> changed = of(again, RunPhase.RUNNING, Optional.empty());

    assertThat(same).isEqualTo(said);
    assertThat(Conditions.isToBeAsked(same)).isFalse();
    assertThat(status(changed, "ReposReconciled")).isEqualTo("Unknown");
  }

  @Test
  @DisplayName("K-05, S-22 what is wanted no longer is gone when the pod says so")
  void whatIsWantedNoLonger() {
    AgenticSession session = cloning();
    List<Condition> said = of(session, report(session, POD, State.READY, State.READY));
    session.setStatus(session.getStatus().seen(RunPhase.RUNNING, null, null, 1L, said));
    session.setSpec(Sample.named("demo").getSpec());
    session.getMetadata().setGeneration(2L);

    List<Condition> asked =
        of(seen(session, Fate.running(), "Bound"), RunPhase.RUNNING, Optional.empty());
    List<Condition> told =
        of(session, CloneReport.of(pod(POD, Fate.running()), session.getSpec(), Provision.NONE));

    assertThat(status(asked, "ReposReconciled")).isEqualTo("Unknown");
    assertThat(Conditions.isToBeAsked(asked)).isTrue();
    assertThat(named(told, "ReposReconciled").getReason()).isEqualTo("NothingAsked");
    assertThat(status(told, "WorkflowReconciled")).isEqualTo("True");
  }

  @Test
  @DisplayName("K-05 what nobody can clone is said, and no pod is asked for it")
  void whatNobodyCanClone() {
    AgenticSession session = cloning();

    List<Condition> all =
        of(session, CloneReport.invalid(pod(POD, Fate.running()), session.getSpec(), "no URL"));

    assertThat(named(all, "ReposReconciled").getReason()).isEqualTo("Invalid");
    assertThat(named(all, "WorkflowReconciled").getMessage()).isEqualTo("no URL");
    assertThat(Conditions.isToBeAsked(all)).isFalse();
  }

  @Test
  @DisplayName("K-05 a failure is news once")
  void aFailureIsNewsOnce() {
    AgenticSession session = cloning();
    List<Condition> cloning = of(session, report(session, POD, State.CLONING));
    List<Condition> failed = of(session, report(session, POD, State.FAILED));

    assertThat(Conditions.newFailures(cloning, failed))
        .extracting(Condition::getType)
        .containsExactly("ReposReconciled");
    assertThat(Conditions.newFailures(failed, failed)).isEmpty();
    assertThat(Conditions.newFailures(failed, cloning)).isEmpty();
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
        Optional.empty(),
        Observed.Fixtures.NONE);
  }

  private Observed running() {
    return seen(session, Fate.running(), "Bound");
  }

  private static Observed seen(AgenticSession session, PodStatus status, String claim) {
    return seen(session, status, claim, Optional.empty());
  }

  private static Observed seen(
      AgenticSession session, PodStatus status, String claim, Optional<CloneReport> clones) {
    Pod pod = pod(POD, status);
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
        clones,
        Observed.Fixtures.NONE);
  }

  private static Pod pod(String uid, PodStatus status) {
    return new PodBuilder().withNewMetadata().withUid(uid).endMetadata().withStatus(status).build();
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
