package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.Desired;
import dev.agentsessions.k8s.resource.RunPhase;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * One look at one session: compares what is wanted with what is seen and writes the difference.
 * What only others can bring is waited for by ending the pass; the watch begins another.
 */
final class Pass {
  private final Scene scene;
  private final RunEnd end;

  /**
   * @param look sees all that was written before, also by this pass
   */
  Pass(
      AgenticSession session, Function<AgenticSession, Observed> look, Writes writes, Tools tools) {
    this.scene = new Scene(session, look, writes, tools);
    this.end = new RunEnd(scene);
  }

  void run() {
    if (scene.session().isMarkedForDeletion()) {
      remove();
      return;
    }
    if (scene.spec().desired() == Desired.UNKNOWN) {
      leaveAlone();
      return;
    }
    switch (scene.status().phase()) {
      case PENDING, STOPPED, COMPLETED, FAILED -> new Rest(scene).look();
      case CREATING, RUNNING -> live();
      case STOPPING -> stop();
      case UNKNOWN -> leaveAlone();
    }
  }

  /** An operator of a later version knows. */
  private void leaveAlone() {
    scene.warn("NotUnderstood", "left alone: this operator cannot read all of it");
  }

  private void live() {
    scene.access().close(); // of an operator that was paused
    Optional<Job> job = scene.observed().job().or(() -> scene.writes().job());
    if (job.filter(Verdict::hasGivenUp).isPresent()) {
      scene.seePods();
    }
    boolean stopping = scene.spec().desired() == Desired.STOPPED;
    Optional<Ending> ending =
        job.isPresent()
            ? new Verdict(job.get(), scene.observed().pods(), stopping).ending()
            : Optional.of(Ending.failed("PodLost", "the Job was deleted by somebody"));
    RunPhase phase = scene.status().phase();
    if (ending.isPresent()) {
      end.tell(ending.get());
    } else if (stopping) {
      stopping("User");
      stop();
    } else if (isModified(job.orElseThrow())) {
      end.tell(Ending.failed(Ending.SPEC_MODIFIED, "the spec was changed during the run"));
    } else if (scene.make(Making::keep, phase, scene.status().runs(), claim())) {
      boolean runs = phase == RunPhase.RUNNING || Conditions.isReady(scene.observed());
      scene.tell(
          runs ? RunPhase.RUNNING : RunPhase.CREATING,
          scene.observed().pod().flatMap(PodStatuses::unschedulable));
    }
  }

  private String claim() {
    return Objects.requireNonNullElse(
        scene.status().volumeClaim(), Names.of(scene.session()).claim());
  }

  private boolean isModified(Job job) {
    return Marks.annotation(job, Marks.SPEC)
        .filter(made -> !made.equals(SpecHash.of(scene.spec())))
        .isPresent();
  }

  private void stopping(String reason) {
    scene.write(
        scene
            .status()
            .seen(
                RunPhase.STOPPING,
                reason,
                "the run is being stopped",
                scene.status().observedGeneration(),
                scene.status().conditions()));
  }

  private void stop() {
    if (end.isGone()) {
      scene.withoutRun();
      end.tell(Ending.stopped("the run was stopped"));
    }
  }

  private void remove() {
    if (!scene.session().hasFinalizer(AgenticSession.FINALIZER)) {
      return;
    }
    if (scene.status().phase().isLive()) {
      stopping("Deleted");
    }
    scene.access().close();
    if (end.isGone() && !scene.writes().hasAccessPod()) {
      end.revoke();
      scene.writes().release(scene.session());
    }
  }

  /** Whether the session has a run, or waits for its Job and pods to go. */
  static boolean isUnderWay(AgenticSession session) {
    RunPhase phase = session.getStatus().phase();
    return session.isMarkedForDeletion()
        || phase.isLive()
        || phase == RunPhase.STOPPING
        || Rest.isToStop(session);
  }
}
