package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSessionSpec;
import dev.agentsessions.k8s.resource.RunPhase;
import dev.agentsessions.session.Reason;
import dev.agentsessions.session.Reconciliation;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is said of a session, in K-05's words: a pure function of what is seen. */
final class Conditions {
  static final String READY = "Ready";
  static final String PVC_READY = "PVCReady";
  static final String SECRETS_READY = "SecretsReady";
  static final String JOB_CREATED = "JobCreated";
  static final String POD_SCHEDULED = "PodScheduled";
  static final String RUNNER_STARTED = "RunnerStarted";
  static final String REPOS_RECONCILED = "ReposReconciled";
  static final String WORKFLOW_RECONCILED = "WorkflowReconciled";
  static final String CONTENT_ACCESS = "ContentAccess";
  static final String TIMEOUT = "Timeout";
  static final String SPEC_MODIFIED = "SpecModified";

  /** What comes one after the other while a run is made; each is not worth a write of its own. */
  static final Set<String> STEPS =
      Set.of(
          PVC_READY,
          POD_SCHEDULED,
          RUNNER_STARTED,
          CONTENT_ACCESS,
          REPOS_RECONCILED,
          WORKFLOW_RECONCILED);

  /** What pods have to say of their clones before it is known, or after it failed. */
  private static final String NOT_REPORTED = "NotReported";

  private static final String NOTHING_ASKED = "NothingAsked";
  private static final int LONGEST_MESSAGE = 4096;

  private static final String TRUE = "True";
  private static final String FALSE = "False";
  private static final String UNKNOWN = "Unknown";

  private final Observed observed;
  private final Optional<Trouble> trouble;
  private final Instant now;
  private final List<Condition> all = new ArrayList<>();

  private Conditions(Observed observed, Optional<Trouble> trouble, Instant now) {
    this.observed = observed;
    this.trouble = trouble;
    this.now = now;
  }

  /**
   * All of them.
   *
   * @param phase that the session has with them
   * @param ended how its run ends, or has just ended
   */
  static List<Condition> of(
      Observed observed,
      RunPhase phase,
      Optional<Ending> ended,
      Optional<Trouble> trouble,
      Instant now) {
    var made = new Conditions(observed, trouble, now);
    made.ready(phase, ended);
    made.claim();
    made.secrets(ended);
    made.job();
    made.pod();
    made.content(ended.isPresent());
    ended
        .map(Ending::reason)
        .filter(reason -> reason.equals(TIMEOUT) || reason.equals(SPEC_MODIFIED))
        .ifPresent(reason -> made.add(reason, TRUE, reason, ended.get().message()));
    return List.copyOf(made.all);
  }

  /** What was said of a session that rests, and whether its files can be reached now. */
  static List<Condition> of(Observed observed, AccessState access, Instant now) {
    var made = new Conditions(observed, Optional.empty(), now);
    observed.session().getStatus().conditions().stream()
        .filter(one -> !one.getType().equals(CONTENT_ACCESS))
        .forEach(made.all::add);
    made.access(access);
    return List.copyOf(made.all);
  }

  /** Whether the pod can be worked with: its runner runs, and its files can be reached. */
  static boolean isReady(Observed observed) {
    return observed
        .pod()
        .filter(pod -> PodStatuses.condition(pod, "Ready").filter(Conditions::isTrue).isPresent())
        .filter(Conditions::runs)
        .isPresent();
  }

  private void ready(RunPhase phase, Optional<Ending> ended) {
    Optional<Trouble> own = trouble.filter(one -> one.condition().equals(READY));
    if (ended.isPresent()) {
      add(READY, FALSE, ended.get().reason(), ended.get().message());
    } else if (own.isPresent()) {
      add(READY, FALSE, own.get().reason(), own.get().message());
    } else if (phase == RunPhase.RUNNING && isReady(observed)) {
      add(READY, TRUE, "Running", "the runner runs");
    } else if (phase == RunPhase.RUNNING) {
      add(READY, FALSE, "PodNotReady", "the pod is not ready");
    } else {
      add(READY, FALSE, "NotRunning", "");
    }
  }

  private void claim() {
    Optional<String> phase =
        observed.claim().map(claim -> claim.getStatus()).map(status -> status.getPhase());
    String used = observed.session().getStatus().volumeClaim();
    String parent = observed.session().getSpec().workspace().continueFrom();
    if (used != null && !used.equals(Names.of(observed.session()).claim())) {
      add(PVC_READY, TRUE, "Continued", "works in the claim " + used);
    } else if (phase.filter("Bound"::equals).isPresent()) {
      boolean alone = used != null && parent != null;
      add(
          PVC_READY,
          TRUE,
          alone ? "OwnVolume" : "Bound",
          alone ? "the volume of " + parent + " could not be had" : "");
    } else {
      add(PVC_READY, FALSE, phase.orElse(observed.claim().isPresent() ? "Pending" : "NoClaim"), "");
    }
  }

  private void secrets(Optional<Ending> ended) {
    if (ended.isPresent()) {
      add(SECRETS_READY, FALSE, "Revoked", "");
    } else if (trouble.filter(one -> one.condition().equals(SECRETS_READY)).isPresent()) {
      add(SECRETS_READY, FALSE, trouble.get().reason(), trouble.get().message());
    } else if (observed.tokens().isPresent()) {
      add(SECRETS_READY, TRUE, "Present", "");
    } else {
      add(SECRETS_READY, FALSE, "NoRun", "");
    }
  }

  private void job() {
    boolean created = observed.job().isPresent();
    add(JOB_CREATED, created ? TRUE : FALSE, created ? "Created" : "NoJob", "");
  }

  private void pod() {
    Optional<Pod> pod = observed.pod();
    Optional<PodCondition> scheduled =
        pod.flatMap(one -> PodStatuses.condition(one, POD_SCHEDULED));
    if (scheduled.filter(Conditions::isTrue).isPresent()) {
      add(POD_SCHEDULED, TRUE, "Scheduled", "");
    } else {
      add(
          POD_SCHEDULED,
          FALSE,
          scheduled.map(PodCondition::getReason).orElse(pod.isPresent() ? "Pending" : "NoPod"),
          scheduled.map(PodCondition::getMessage).orElse(""));
    }
    boolean started = pod.filter(Conditions::hasStarted).isPresent();
    add(RUNNER_STARTED, started ? TRUE : FALSE, started ? "Started" : "NotStarted", "");
  }

  private void content(boolean ended) {
    boolean reached = !ended && observed.pod().filter(AccessState::isServing).isPresent();
    if (ended) {
      access(AccessState.NONE);
    } else {
      add(CONTENT_ACCESS, reached ? TRUE : FALSE, reached ? "Ready" : "NotReady", "");
    }
    AgenticSessionSpec spec = observed.session().getSpec();
    reconciled(REPOS_RECONCILED, !spec.repos().isEmpty(), reached, CloneReport::ofRepos);
    reconciled(
        WORKFLOW_RECONCILED, spec.activeWorkflow() != null, reached, CloneReport::ofWorkflow);
  }

  private void access(AccessState access) {
    add(CONTENT_ACCESS, access.isOpen() ? TRUE : FALSE, access.reason(), access.message());
  }

  /** Without a content service nothing of it is there; with one, only that one knows. */
  private void reconciled(
      String type,
      boolean asked,
      boolean reached,
      Function<CloneReport, Optional<Reconciliation>> part) {
    Optional<Condition> before = before(type);
    if (!asked && before.filter(one -> !isSaid(one, NOTHING_ASKED)).isEmpty()) {
      add(type, TRUE, NOTHING_ASKED, "");
    } else if (!reached) {
      add(type, FALSE, "NoContentAccess", "");
    } else if (observed.currentClones().isPresent()) {
      add(type, observed.currentClones().flatMap(part));
    } else if (before.filter(this::isDoneOfThis).isPresent()) {
      add(type, TRUE, before.get().getReason(), "");
    } else {
      add(type, UNKNOWN, NOT_REPORTED, "the content service was not heard yet");
    }
  }

  private void add(String type, Optional<Reconciliation> told) {
    if (told.isEmpty()) {
      add(type, TRUE, NOTHING_ASKED, "");
    } else {
      String message = told.get().message();
      add(
          type,
          told.get().isDone() ? TRUE : FALSE,
          told.get().reason().value(),
          message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
    }
  }

  /** An operator that begins again does not ask again for what it has said of this very spec. */
  private boolean isDoneOfThis(Condition condition) {
    return TRUE.equals(condition.getStatus())
        && isSaid(condition, Reason.CLONED.value())
        && Objects.equals(
            condition.getObservedGeneration(), observed.session().getMetadata().getGeneration());
  }

  /** Whether the content service has to be asked, by what is said of the session. */
  static boolean isToBeAsked(List<Condition> all) {
    return ofClones(all)
        .anyMatch(
            one ->
                isSaid(one, NOT_REPORTED)
                    || isSaid(one, Reason.CLONING.value())
                    || isSaid(one, Reason.CLONE_FAILED.value()));
  }

  /** Those of clones that failed, and had not before, or in another way. */
  static List<Condition> newFailures(List<Condition> before, List<Condition> after) {
    return ofClones(after)
        .filter(one -> isSaid(one, Reason.CLONE_FAILED.value()))
        .filter(
            one ->
                ofClones(before)
                    .filter(old -> one.getType().equals(old.getType()))
                    .noneMatch(old -> one.getMessage().equals(old.getMessage())))
        .toList();
  }

  private static Stream<Condition> ofClones(List<Condition> all) {
    return all.stream()
        .filter(
            one ->
                REPOS_RECONCILED.equals(one.getType())
                    || WORKFLOW_RECONCILED.equals(one.getType()));
  }

  private static boolean isSaid(Condition condition, String reason) {
    return reason.equals(condition.getReason());
  }

  private void add(String type, String status, String reason, String message) {
    Optional<Condition> before = before(type);
    boolean same = before.filter(one -> status.equals(one.getStatus())).isPresent();
    all.add(
        new ConditionBuilder()
            .withType(type)
            .withStatus(status)
            .withReason(reason)
            .withMessage(message)
            .withLastTransitionTime(same ? before.get().getLastTransitionTime() : now.toString())
            // Of the last success, not of the last look.
            .withObservedGeneration(
                status.equals(TRUE)
                    ? observed.session().getMetadata().getGeneration()
                    : before.map(Condition::getObservedGeneration).orElse(null))
            .build());
  }

  private Optional<Condition> before(String type) {
    return observed.session().getStatus().conditions().stream()
        .filter(one -> type.equals(one.getType()))
        .findFirst();
  }

  private static boolean runs(Pod pod) {
    return PodStatuses.named(pod, SessionJob.RUNNER)
        .map(ContainerStatus::getState)
        .filter(state -> state.getRunning() != null)
        .isPresent();
  }

  private static boolean hasStarted(Pod pod) {
    return PodStatuses.named(pod, SessionJob.RUNNER)
        .map(ContainerStatus::getState)
        .filter(state -> state.getRunning() != null || state.getTerminated() != null)
        .isPresent();
  }

  private static boolean isTrue(PodCondition condition) {
    return TRUE.equals(condition.getStatus());
  }
}
