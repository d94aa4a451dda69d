package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.AgenticSessionSpec;
import dev.agentsessions.k8s.resource.AgenticSessionStatus;
import dev.agentsessions.k8s.resource.Desired;
import dev.agentsessions.k8s.resource.RunPhase;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * One look at one session: compares what is wanted with what is seen and writes the difference.
 * What only others can bring is waited for by ending the pass; the watch begins another.
 */
final class Pass {
  private static final int UNPROCESSABLE = 422;

  private final Function<AgenticSession, Observed> look;
  private final Writes writes;
  private final Tools tools;
  private Observed observed;

  /**
   * @param look sees all that was written before, also by this pass
   */
  Pass(
      AgenticSession session, Function<AgenticSession, Observed> look, Writes writes, Tools tools) {
    this.look = look;
    this.writes = writes;
    this.tools = tools;
    this.observed = look.apply(session);
  }

  void run() {
    if (session().isMarkedForDeletion()) {
      remove();
      return;
    }
    if (spec().desired() == Desired.UNKNOWN || status().phase() == RunPhase.UNKNOWN) {
      // An operator of a later version knows.
      tools
          .events()
          .warning(
              session(),
              status().runs(),
              "NotUnderstood",
              "left alone: this operator cannot read all of it");
      return;
    }
    switch (status().phase()) {
      case PENDING, STOPPED, COMPLETED, FAILED -> rest();
      case CREATING, RUNNING -> live();
      case STOPPING -> stop();
      case UNKNOWN -> {} // see above
    }
  }

  private void rest() {
    if (isOwed(session())) {
      endAccess();
      begin();
      return;
    }
    tidy();
    if (isToStop(session())) {
      settle();
    } else if (status().phase() == RunPhase.PENDING && !status().conditions().isEmpty()) {
      tell(RunPhase.PENDING, Optional.empty());
    }
    if (status().phase().isResting() && Access.isAsked(session(), tools.now())) {
      access();
    } else {
      endAccess();
    }
  }

  private void access() {
    try {
      tell(new Access(observed, writes, tools).open());
    } catch (Troubled e) {
      waitForAccess(e.trouble());
      e.cause()
          .ifPresent(
              cause -> {
                throw cause;
              });
    } catch (KubernetesClientException e) {
      if (isRefused(e)) {
        waitForAccess(Trouble.rejected(e));
      }
      throw e;
    }
  }

  private void waitForAccess(Trouble trouble) {
    see(session());
    tell(AccessState.closed(trouble.reason(), trouble.message()));
  }

  /** Nobody is sent to the pod any more before it goes. */
  private void endAccess() {
    if (AccessState.isTold(status())) {
      tell(AccessState.NONE);
    }
    new Access(observed, writes, tools).close();
  }

  private void tell(AccessState access) {
    AgenticSessionStatus next =
        status()
            .accessed(
                access.isOpen() ? Names.of(session()).access() : null,
                Conditions.of(observed, access, tools.now()));
    if (!next.equals(status())) {
      write(next);
    }
  }

  /**
   * Says that nothing runs, to whoever stopped the session and waits for that. From then on it is
   * enough to be wanted Running again.
   */
  private void settle() {
    Integer last = status().observedRun();
    boolean mayHaveBegun = last == null || spec().run() > last;
    if (mayHaveBegun && !isGone()) {
      return;
    }
    if (status().phase() == RunPhase.PENDING) {
      observed = observed.withoutRun();
      end(Ending.stopped("the run was stopped before it began"));
    } else {
      write(
          status()
              .over(Objects.requireNonNullElse(status().finishedAt(), now()), true)
              .seen(
                  status().phase(),
                  status().reason(),
                  status().message(),
                  session().getMetadata().getGeneration(),
                  status().conditions()));
    }
  }

  private static boolean isToStop(AgenticSession session) {
    return session.getSpec().desired() == Desired.STOPPED && !session.hasStopped();
  }

  /** Whether the session rests and is to run, once nothing is in the way any more. */
  static boolean isOwed(AgenticSession session) {
    AgenticSessionStatus status = session.getStatus();
    Integer last = status.observedRun();
    return (status.phase() == RunPhase.PENDING || status.phase().isResting())
        && session.getSpec().desired() == Desired.RUNNING
        && (last == null || session.getSpec().run() > last);
  }

  private void begin() {
    int run = status().runs() + 1;
    if (!isClear(run)) {
      return;
    }
    see(writes.hold(session()));
    String claim =
        observed
            .job()
            .flatMap(SessionJob::claimOf)
            .orElseGet(() -> new ClaimChoice(tools.client(), session()).choose());
    if (make(Making::begin, RunPhase.PENDING, run, claim)) {
      began(claim);
    }
  }

  private void began(String claim) {
    AgenticSession begun = Serialization.clone(session());
    begun.setStatus(
        status()
            .begun(
                spec().run(),
                now(),
                Names.of(session()).tokens(),
                claim,
                new SessionObjects(session(), tools.config()).serviceAddress()));
    see(begun);
    write(
        status()
            .seen(
                RunPhase.CREATING,
                null,
                null,
                status().observedGeneration(),
                Conditions.of(
                    observed, RunPhase.CREATING, Optional.empty(), Optional.empty(), tools.now())));
  }

  /**
   * Whether nothing is left of the runs before: no Job, pod, account, token, and the volume is
   * free.
   */
  private boolean isClear(int run) {
    Optional<Job> job = observed.job();
    if (job.filter(one -> isOf(run, one)).isPresent()) {
      return true;
    }
    boolean first = status().runs() == 0 && job.isEmpty() && observed.pods().isEmpty();
    return first ? isForgotten(run) : isGone() && isForgotten(run) && isVolumeFree();
  }

  private boolean isVolumeFree() {
    ClaimChoice choice = new ClaimChoice(tools.client(), session());
    return choice.isFree(choice.choose());
  }

  private boolean isForgotten(int run) {
    boolean forgotten = true;
    for (HasMetadata old : observed.ofRuns()) {
      if (!isOf(run, old)) {
        writes.delete(old);
        forgotten = false;
      }
    }
    return forgotten;
  }

  private static boolean isOf(int run, HasMetadata object) {
    return !object.isMarkedForDeletion()
        && Marks.run(object).filter(String.valueOf(run)::equals).isPresent();
  }

  private void live() {
    new Access(observed, writes, tools).close(); // of an operator that was paused
    Optional<Job> job = observed.job().or(() -> writes.job());
    if (job.filter(Verdict::hasGivenUp).isPresent()) {
      // The watch of pods may be behind that of Jobs.
      observed = observed.with(writes.pods());
    }
    boolean stopping = spec().desired() == Desired.STOPPED;
    Optional<Ending> ending =
        job.isPresent()
            ? new Verdict(job.get(), observed.pods(), stopping).ending()
            : Optional.of(Ending.failed("PodLost", "the Job was deleted by somebody"));
    if (ending.isPresent()) {
      end(ending.get());
    } else if (stopping) {
      stopping("User");
      stop();
    } else if (isModified(job.orElseThrow())) {
      end(Ending.failed(Ending.SPEC_MODIFIED, "the spec was changed during the run"));
    } else if (make(Making::keep, status().phase(), status().runs(), claim())) {
      boolean runs = status().phase() == RunPhase.RUNNING || Conditions.isReady(observed);
      tell(
          runs ? RunPhase.RUNNING : RunPhase.CREATING,
          observed.pod().flatMap(PodStatuses::unschedulable));
    }
  }

  private String claim() {
    return Objects.requireNonNullElse(status().volumeClaim(), Names.of(session()).claim());
  }

  private boolean isModified(Job job) {
    return Marks.annotation(job, Marks.SPEC)
        .filter(made -> !made.equals(SpecHash.of(spec())))
        .isPresent();
  }

  private void end(Ending ending) {
    // Its tokens are worth nothing before anybody is told that the run is over.
    revoke();
    if (ending.phase() == RunPhase.FAILED) {
      tools.events().warning(session(), status().runs(), ending.reason(), ending.message());
    } else {
      tools.events().normal(session(), status().runs(), ending.phase().word(), ending.message());
    }
    write(
        status()
            .over(now(), ending.phase() == RunPhase.STOPPED)
            .seen(
                ending.phase(),
                ending.reason(),
                ending.message(),
                session().getMetadata().getGeneration(),
                Conditions.of(
                    observed, ending.phase(), Optional.of(ending), Optional.empty(), tools.now())));
    tidy();
  }

  /** Removes what only a run needs. A finished Job stays for as long as its logs are kept. */
  private void tidy() {
    observed.job().filter(job -> !Verdict.hasGivenUp(job)).ifPresent(writes::delete);
    revoke();
  }

  private void revoke() {
    observed.ofRuns().forEach(writes::delete);
  }

  private void stopping(String reason) {
    write(
        status()
            .seen(
                RunPhase.STOPPING,
                reason,
                "the run is being stopped",
                status().observedGeneration(),
                status().conditions()));
  }

  private void stop() {
    if (isGone()) {
      observed = observed.withoutRun();
      end(Ending.stopped("the run was stopped"));
    }
  }

  private void remove() {
    if (!session().hasFinalizer(AgenticSession.FINALIZER)) {
      return;
    }
    if (status().phase().isLive()) {
      stopping("Deleted");
    }
    new Access(observed, writes, tools).close();
    if (isGone() && !writes.hasAccessPod()) {
      revoke();
      writes.release(session());
    }
  }

  /**
   * Whether Job and pods are gone; they are sent away. Asks the cluster, for a watch may be late or
   * have missed it.
   */
  private boolean isGone() {
    Optional<Job> job = writes.job();
    job.ifPresent(writes::delete);
    return job.isEmpty() && writes.pods().isEmpty();
  }

  /** Whether the session has a run, or waits for its Job and pods to go. */
  static boolean isUnderWay(AgenticSession session) {
    RunPhase phase = session.getStatus().phase();
    return session.isMarkedForDeletion()
        || phase.isLive()
        || phase == RunPhase.STOPPING
        || isToStop(session);
  }

  /**
   * Makes what is missing.
   *
   * @param phase that the session has as long as it cannot be made
   * @return whether all of it is there
   */
  private boolean make(Step step, RunPhase phase, int run, String claim) {
    try {
      step.with(new Making(observed, writes, tools, run, claim));
      see(session());
      return true;
    } catch (Troubled e) {
      see(session());
      tell(phase, Optional.of(e.trouble()));
      e.cause()
          .ifPresent(
              cause -> {
                throw cause;
              });
      return false;
    } catch (KubernetesClientException e) {
      if (isRefused(e)) {
        see(session());
        tell(phase, Optional.of(Trouble.rejected(e)));
      }
      throw e;
    }
  }

  private static boolean isRefused(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN || e.getCode() == UNPROCESSABLE;
  }

  private interface Step {
    void with(Making making) throws Troubled;
  }

  /** Writes how the session is, if it is worth telling. */
  private void tell(RunPhase phase, Optional<Trouble> trouble) {
    AgenticSessionStatus next =
        status()
            .seen(
                phase,
                trouble.map(Trouble::reason).orElse(null),
                trouble.map(Trouble::message).orElse(null),
                phase == RunPhase.RUNNING
                    ? session().getMetadata().getGeneration()
                    : status().observedGeneration(),
                Conditions.of(observed, phase, Optional.empty(), trouble, tools.now()));
    if (Conditions.isToBeAsked(next.conditions())) {
      askForClones();
    }
    if (!News.isWorthTelling(status(), next)) {
      return;
    }
    int run = status().runs();
    Conditions.newFailures(status().conditions(), next.conditions())
        .forEach(one -> tools.events().warning(session(), run, one.getReason(), one.getMessage()));
    trouble.ifPresent(one -> tools.events().warning(session(), run, one.reason(), one.message()));
    if (phase == RunPhase.RUNNING && status().phase() != phase) {
      tools.events().normal(session(), run, phase.word(), "the runner runs");
    }
    write(next);
  }

  private void askForClones() {
    Optional<String> token = observed.tokens().flatMap(TokenSecret::contentToken);
    if (observed.pod().isPresent() && token.isPresent()) {
      tools.clones().ask(session(), observed.pod().get(), token.get());
    }
  }

  private void write(AgenticSessionStatus status) {
    see(writes.status(session(), status));
  }

  private void see(AgenticSession session) {
    observed = look.apply(session);
  }

  private AgenticSession session() {
    return observed.session();
  }

  private AgenticSessionSpec spec() {
    return session().getSpec();
  }

  private AgenticSessionStatus status() {
    return session().getStatus();
  }

  private String now() {
    return tools.now().toString();
  }
}
