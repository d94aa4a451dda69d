package dev.agentsessions.k8s.operator;

import dev.agentsessions.k8s.resource.AgenticSession;
import dev.agentsessions.k8s.resource.AgenticSessionStatus;
import dev.agentsessions.k8s.resource.Desired;
import dev.agentsessions.k8s.resource.RunPhase;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Objects;
import java.util.Optional;

/**
 * A session that has no run: lets its files be reached, says that it has stopped, or begins a run
 * once nothing is left of those before.
 */
final class Rest {
  private final Scene scene;
  private final RunEnd end;

  Rest(Scene scene) {
    this.scene = scene;
    this.end = new RunEnd(scene);
  }

  void look() {
    if (isOwed(scene.session())) {
      endAccess();
      begin();
      return;
    }
    end.tidy();
    if (isToStop(scene.session())) {
      settle();
    } else if (scene.status().phase() == RunPhase.PENDING
        && !scene.status().conditions().isEmpty()) {
      scene.tell(RunPhase.PENDING, Optional.empty());
    }
    if (scene.status().phase().isResting()
        && Access.isAsked(scene.session(), scene.tools().now())) {
      var unused =
          scene.attempt(
              () -> tell(scene.access().open()),
              trouble -> tell(AccessState.closed(trouble.reason(), trouble.message())));
    } else {
      endAccess();
    }
  }

  /** Nobody is sent to the pod any more before it goes. */
  private void endAccess() {
    if (AccessState.isTold(scene.status())) {
      tell(AccessState.NONE);
    }
    scene.access().close();
  }

  private void tell(AccessState access) {
    AgenticSessionStatus next =
        scene
            .status()
            .accessed(
                access.isOpen() ? Names.of(scene.session()).access() : null,
                Conditions.of(scene.observed(), access, scene.tools().now()));
    if (!next.equals(scene.status())) {
      scene.write(next);
    }
  }

  /**
   * Says that nothing runs, to whoever stopped the session and waits for that. From then on it is
   * enough to be wanted Running again.
   */
  private void settle() {
    AgenticSessionStatus status = scene.status();
    Integer last = status.observedRun();
    boolean mayHaveBegun = last == null || scene.spec().run() > last;
    if (mayHaveBegun && !end.isGone()) {
      return;
    }
    if (status.phase() == RunPhase.PENDING) {
      scene.withoutRun();
      end.tell(Ending.stopped("the run was stopped before it began"));
    } else {
      scene.write(
          status
              .over(Objects.requireNonNullElse(status.finishedAt(), scene.now()), true)
              .seen(
                  status.phase(),
                  status.reason(),
                  status.message(),
                  scene.session().getMetadata().getGeneration(),
                  status.conditions()));
    }
  }

  /** Whether whoever stopped the session has not been told yet. */
  static boolean isToStop(AgenticSession session) {
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
    int run = scene.status().runs() + 1;
    if (!isClear(run)) {
      return;
    }
    scene.see(scene.writes().hold(scene.session()));
    String claim =
        scene.observed().job().flatMap(SessionJob::claimOf).orElseGet(() -> claims().choose());
    if (scene.make(Making::begin, RunPhase.PENDING, run, claim)) {
      began(claim);
    }
  }

  private void began(String claim) {
    AgenticSession begun = Serialization.clone(scene.session());
    begun.setStatus(
        scene
            .status()
            .begun(
                scene.spec().run(),
                scene.now(),
                Names.of(scene.session()).tokens(),
                claim,
                new SessionObjects(scene.session(), scene.tools().config()).serviceAddress()));
    scene.see(begun);
    scene.write(
        scene
            .status()
            .seen(
                RunPhase.CREATING,
                null,
                null,
                scene.status().observedGeneration(),
                Conditions.of(
                    scene.observed(),
                    RunPhase.CREATING,
                    Optional.empty(),
                    Optional.empty(),
                    scene.tools().now())));
  }

  /**
   * Whether nothing is left of the runs before: no Job, pod, account, token, and the volume is
   * free.
   */
  private boolean isClear(int run) {
    Optional<Job> job = scene.observed().job();
    if (job.filter(one -> isOf(run, one)).isPresent()) {
      return true;
    }
    boolean first =
        scene.status().runs() == 0 && job.isEmpty() && scene.observed().pods().isEmpty();
    return first ? isForgotten(run) : end.isGone() && isForgotten(run) && isVolumeFree();
  }

  private boolean isVolumeFree() {
    ClaimChoice choice = claims();
    return choice.isFree(choice.choose());
  }

  private ClaimChoice claims() {
    return new ClaimChoice(scene.tools().client(), scene.session());
  }

  private boolean isForgotten(int run) {
    boolean forgotten = true;
    for (HasMetadata old : scene.observed().ofRuns()) {
      if (!isOf(run, old)) {
        scene.writes().delete(old);
        forgotten = false;
      }
    }
    return forgotten;
  }

  private static boolean isOf(int run, HasMetadata object) {
    return !object.isMarkedForDeletion()
        && Marks.run(object).filter(String.valueOf(run)::equals).isPresent();
  }
}
